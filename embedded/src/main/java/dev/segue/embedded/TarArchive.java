package dev.segue.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Unpacks a tar stream: files, folders and links, which is what the published archives hold. Everything comes out
 * readable for all, whatever the umask says; nothing comes out beyond the folder, whatever the archive says.
 */
final class TarArchive {

    private static final int BLOCK = 512;
    static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final InputStream stream;
    private final byte[] header = new byte[BLOCK];

    TarArchive(InputStream stream) {
        this.stream = stream;
    }

    void unpackInto(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        makeFolder(root);
        String longName = "";
        while (readHeader()) {
            String name = longName.isEmpty() ? name() : longName;
            longName = "";
            long size = octal(124, 12);
            switch (header[156]) {
                case 'L' -> longName = terminated(stream.readNBytes((int) size), 0, (int) size);
                case '5' -> makeFolder(inside(root, name));
                case '2' -> link(root, inside(root, name), text(157, 100));
                case '1' -> Files.createLink(inside(root, name), inside(root, text(157, 100)));
                case '0', 0 -> file(inside(root, name), size);
                default -> throw new IOException("entry \"" + name + "\" is neither a file, a folder nor a link");
            }
            boolean consumed = header[156] == '0' || header[156] == 0 || header[156] == 'L';
            stream.skipNBytes(consumed ? padding(size) : size + padding(size));
        }
    }

    private boolean readHeader() throws IOException {
        if (stream.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new IOException("the archive ends too early");
        }
        return header[0] != 0;
    }

    private void file(Path file, long size) throws IOException {
        makeParent(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long left = size;
            while (left > 0) {
                int read = stream.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("the archive ends inside \"" + file.getFileName() + "\"");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        boolean program = (octal(100, 8) & OWNER_MAY_EXECUTE) != 0;
        Files.setPosixFilePermissions(file, program ? PROGRAM : FILE);
    }

    private static void link(Path root, Path link, String target) throws IOException {
        inside(root, root.relativize(link.resolveSibling(target)).toString());
        makeParent(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            makeParent(folder);
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PROGRAM);
        }
    }

    private static void makeParent(Path place) throws IOException {
        Path parent = place.getParent();
        if (parent != null) {
            makeFolder(parent);
        }
    }

    private static Path inside(Path root, String name) throws IOException {
        Path place = root.resolve(name).normalize();
        if (!place.startsWith(root)) {
            throw new IOException("entry \"" + name + "\" lies outside of the archive");
        }
        return place;
    }

    private String name() {
        boolean posix = text(257, 5).equals("ustar") && header[262] == 0;
        String folder = posix ? text(345, 155) : "";
        return folder.isEmpty() ? text(0, 100) : folder + "/" + text(0, 100);
    }

    private long octal(int offset, int length) throws IOException {
        String digits = text(offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException unknownForm) {
            throw new IOException("\"" + digits + "\" is not an octal number", unknownForm);
        }
    }

    private String text(int offset, int length) {
        return terminated(header, offset, length);
    }

    private static String terminated(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }
}
