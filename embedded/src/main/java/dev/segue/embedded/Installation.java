package dev.segue.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * The unpacked programs of one version in the cache, and next to them a cluster that new servers are copied from. Both
 * are made once, under a lock, beside their place, and then moved there: what stands there is complete.
 */
record Installation(int major, Path folder, ServerAccount account) {

    static Installation prepare(int major, ServerAccount account) {
        Platform platform = Platform.current();
        PublishedPrograms published = new ProgramSearch(platform).find(major);
        Path cache = new CacheFolder(account).choose();
        Path folder = cache.resolve(published.version() + "-" + platform.name());
        Installation installation = new Installation(major, folder, account);
        if (!installation.isComplete()) {
            try {
                installation.make(published);
            } catch (XZIOException | ZipException | EOFException broken) {
                throw EmbeddedProblem.PROGRAMS_UNREADABLE.with(
                        "the programs of PostgreSQL " + major + " cannot be read from " + published.jar() + ": "
                                + broken.getMessage(),
                        "delete that file and fetch it again");
            } catch (IOException trouble) {
                throw EmbeddedProblem.CACHE_UNUSABLE.with(
                        "the programs of PostgreSQL " + major + " cannot be unpacked: "
                                + FileTrouble.of(trouble, folder),
                        "make room there, or name another folder with the environment variable "
                                + CacheFolder.VARIABLE);
            }
        }
        return installation;
    }

    Path program(String name) {
        return programs().resolve("bin").resolve(name);
    }

    ClusterTemplate template() {
        return new ClusterTemplate(this, folder.resolve(ClusterTemplate.FOLDER));
    }

    private Path programs() {
        return folder.resolve("programs");
    }

    private boolean isComplete() {
        return Files.isDirectory(programs()) && template().isComplete();
    }

    private void make(PublishedPrograms published) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, TarArchive.PROGRAM);
        FolderLock lock = FolderLock.take(folder.resolve("lock"));
        try {
            if (!Files.isDirectory(programs())) {
                unpack(published);
            }
            if (!template().isComplete()) {
                template().make();
            }
        } finally {
            lock.release();
        }
    }

    private void unpack(PublishedPrograms published) throws IOException {
        Path unfinished = folder.resolve("programs.unfinished");
        new FileTree(unfinished).delete();
        try (JarFile jar = published.open();
                InputStream packed = jar.getInputStream(archiveIn(jar));
                InputStream unpacked = new XZInputStream(packed)) {
            new TarArchive(unpacked).unpackInto(unfinished);
            Files.move(unfinished, programs(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            new FileTree(unfinished).delete();
        }
    }

    private static JarEntry archiveIn(JarFile jar) throws IOException {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new ZipException("it holds no .txz archive"));
    }
}
