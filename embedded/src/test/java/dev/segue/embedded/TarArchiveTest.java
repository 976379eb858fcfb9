package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {

    @TempDir
    Path temp = Path.of("");

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    @Test
    void filesFoldersAndLinksComeOut() throws IOException {
        add("bin/", '5', 0755, "", "");
        add("bin/postgres", '0', 0755, "", "program");
        add("share/deep/text.conf", '0', 0600, "", "x".repeat(1000));
        add("lib/libpq.so", '2', 0777, "libpq.so.5", "");
        add("lib/same", '1', 0644, "share/deep/text.conf", "");

        unpack();

        assertThat(temp.resolve("out/bin/postgres")).hasContent("program");
        assertThat(rights("bin/postgres")).isEqualTo("rwxr-xr-x");
        assertThat(rights("share")).isEqualTo("rwxr-xr-x");
        assertThat(rights("share/deep/text.conf")).isEqualTo("rw-r--r--");
        assertThat(temp.resolve("out/share/deep/text.conf")).hasSize(1000);
        assertThat(temp.resolve("out/lib/same")).hasSize(1000);
        assertThat(Files.readSymbolicLink(temp.resolve("out/lib/libpq.so"))).isEqualTo(Path.of("libpq.so.5"));
    }

    @Test
    void aNameTooLongForItsFieldStandsInAnEntryOfItsOwn() throws IOException {
        String longName = "share/" + "timezone/".repeat(20) + "file";
        add("././@LongLink", 'L', 0644, "", longName + "\0");
        add(longName.substring(0, 100), '0', 0644, "", "here");

        unpack();

        assertThat(temp.resolve("out").resolve(longName)).hasContent("here");
    }

    @Test
    void nothingComesOutBeyondTheFolder() {
        assertRefused("../evil", '0', "", "lies outside");
        assertRefused("/tmp/evil", '0', "", "lies outside");
        assertRefused("lib/evil", '2', "../../etc", "lies outside");
        assertRefused("lib/evil", '2', "/etc", "lies outside");
        assertRefused("lib/evil", '1', "../etc/passwd", "lies outside");
        assertRefused("dev", '3', "", "neither a file, a folder nor a link");
        assertThat(temp.resolve("evil")).doesNotExist();
    }

    @Test
    void anArchiveThatWasCutOffIsNoArchive() {
        add("file", '0', 0644, "", "x".repeat(2000));
        byte[] whole = archive.toByteArray();

        for (int length : new int[] {0, 100, 512, 1000}) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new TarArchive(new ByteArrayInputStream(part)).unpackInto(temp.resolve("out")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the archive ends");
        }
    }

    private void assertRefused(String name, char type, String target, String words) {
        archive.reset();
        add("lib/", '5', 0755, "", "");
        add(name, type, 0644, target, "");

        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining(words);
    }

    private void unpack() throws IOException {
        byte[] bytes = Arrays.copyOf(archive.toByteArray(), archive.size() + 1024);
        new TarArchive(new ByteArrayInputStream(bytes)).unpackInto(temp.resolve("out"));
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(temp.resolve("out").resolve(name)));
    }

    private void add(String name, char type, int mode, String target, String content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, String.format(Locale.ROOT, "%07o", mode));
        put(header, 124, String.format(Locale.ROOT, "%011o", content.length()));
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar\00000");
        archive.writeBytes(header);
        archive.writeBytes(
                Arrays.copyOf(content.getBytes(StandardCharsets.UTF_8), (content.length() + 511) / 512 * 512));
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
