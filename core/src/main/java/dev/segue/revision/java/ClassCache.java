package dev.segue.revision.java;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps compiled revisions between runs. Everything that can go wrong with it (a full disk, a missing permission, a file
 * cut short) has the same harmless end: the sources are compiled again.
 */
final class ClassCache {

    private static final String SUFFIX = ".classes";
    private static final int DIGEST_LENGTH = 32;
    private static final int FILES_KEPT = 4;

    private final Optional<Path> folder;

    /** @param folder where to keep them; without one nothing is kept */
    ClassCache(Optional<Path> folder) {
        this.folder = folder.map(path -> path.resolve("java-revisions"));
    }

    /** The name under which these sources are kept: it changes with a source, a class path or the Java version. */
    static Optional<String> key(List<JavaSource> sources, ClassPath classPath) {
        try {
            Optional<List<String>> state = classPath.state();
            if (state.isEmpty()) {
                return Optional.empty();
            }
            MessageDigest digest = sha256();
            add(digest, "segue 1");
            add(digest, Runtime.version().toString());
            for (JavaSource source : sources) {
                add(digest, source.file().name());
                add(digest, source.file().source().text());
            }
            for (String entry : state.get()) {
                add(digest, entry);
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | UncheckedIOException classPathUnreadable) {
            return Optional.empty();
        }
    }

    Optional<Map<String, byte[]>> find(String key) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.get().resolve(key + SUFFIX);
        try {
            byte[] bytes = Files.readAllBytes(file);
            Optional<Map<String, byte[]>> classes = unpack(bytes);
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return classes;
        } catch (IOException absentOrUnreadable) {
            return Optional.empty();
        }
    }

    void keep(String key, Map<String, byte[]> classes) {
        if (folder.isEmpty()) {
            return;
        }
        Path draft = folder.get().resolve("." + key + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            Files.createDirectories(folder.get());
            try {
                Files.write(draft, pack(classes));
                Files.move(draft, folder.get().resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            removeOldest();
        } catch (IOException notKept) {
            // Without a cache the next run compiles again, which is slower and nothing worse.
        }
    }

    private void removeOldest() throws IOException {
        List<Path> files;
        try (Stream<Path> kept = Files.list(folder.orElseThrow())) {
            files = new ArrayList<>(
                    kept.filter(file -> file.toString().endsWith(SUFFIX)).toList());
        }
        files.sort(Comparator.comparing(ClassCache::lastUse).reversed());
        for (Path file : files.subList(Math.min(FILES_KEPT, files.size()), files.size())) {
            Files.deleteIfExists(file);
        }
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException goneMeanwhile) {
            return FileTime.fromMillis(0);
        }
    }

    private static byte[] pack(Map<String, byte[]> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            output.writeInt(classes.size());
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                output.writeUTF(entry.getKey());
                output.writeInt(entry.getValue().length);
                output.write(entry.getValue());
            }
        }
        byte[] content = bytes.toByteArray();
        bytes.write(sha256().digest(content));
        return bytes.toByteArray();
    }

    /** Nothing when the bytes are not exactly what was written. */
    private static Optional<Map<String, byte[]>> unpack(byte[] bytes) throws IOException {
        int length = bytes.length - DIGEST_LENGTH;
        if (length < 0) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        digest.update(bytes, 0, length);
        byte[] written = Arrays.copyOfRange(bytes, length, bytes.length);
        if (!MessageDigest.isEqual(digest.digest(), written)) {
            return Optional.empty();
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = input.readInt();
            for (int i = 0; i < count; i++) {
                String name = input.readUTF();
                classes.put(name, input.readNBytes(input.readInt()));
            }
        }
        return Optional.of(classes);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("every Java platform has SHA-256", cause);
        }
    }
}
