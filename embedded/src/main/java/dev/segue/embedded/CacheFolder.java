package dev.segue.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where unpacked programs stay for the next time: {@code $XDG_CACHE_HOME/segue} or {@code ~/.cache/segue}; for root
 * {@code /var/cache/segue}, because another account must be able to run what is in there. Programs that are run from a
 * folder of somebody else would be somebody else's programs, so such a folder is never used.
 */
final class CacheFolder {

    /** Names another folder, as a system property. */
    static final String PROPERTY = "segue.cache";

    /** Names another folder, as an environment variable. */
    static final String VARIABLE = "SEGUE_CACHE";

    private final ServerAccount account;

    CacheFolder(ServerAccount account) {
        this.account = account;
    }

    /** The folder for the programs of PostgreSQL; it is there when this returns. */
    Path choose() {
        String configured = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
        List<Path> candidates = configured.isBlank()
                ? usualPlaces(
                        account.changesOwner(),
                        System.getenv(),
                        System.getProperty("user.home", ""),
                        System.getProperty("java.io.tmpdir", "/tmp"))
                : List.of(Path.of(configured).toAbsolutePath());
        List<String> reasons = new ArrayList<>();
        for (Path candidate : candidates) {
            try {
                return usable(candidate);
            } catch (IOException reason) {
                reasons.add(FileTrouble.of(reason, candidate));
            }
        }
        throw EmbeddedProblem.CACHE_UNUSABLE.with(
                "there is no folder for the programs of embedded servers: " + String.join("; ", reasons),
                "make the folder usable, or name another one with the environment variable " + VARIABLE);
    }

    static List<Path> usualPlaces(boolean forRoot, Map<String, String> environment, String home, String temp) {
        Set<Path> places = new LinkedHashSet<>();
        String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (configured.startsWith("/")) {
            places.add(Path.of(configured, "segue"));
        }
        if (forRoot) {
            places.add(Path.of("/var/cache/segue"));
        } else if (home.startsWith("/")) {
            places.add(Path.of(home, ".cache", "segue"));
        }
        places.add(Path.of(temp, "segue-cache-" + (forRoot ? "root" : System.getProperty("user.name", ""))));
        return List.copyOf(places);
    }

    /** Ours is the folder below; the one for all that Segue keeps may be open to others for reasons of their own. */
    private Path usable(Path cache) throws IOException {
        create(cache);
        Path folder = cache.resolve("postgresql");
        create(folder);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("\"" + folder + "\" is not a folder");
        }
        if (!account.isOurs(folder)) {
            throw new IOException("\"" + folder + "\" belongs to another user");
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
        if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("\"" + folder + "\" can be written by other users");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("\"" + folder + "\" cannot be written");
        }
        if (!account.canReach(folder)) {
            throw new IOException("\"" + folder + "\" cannot be entered by the account that the server would run as");
        }
        return folder;
    }

    /** Never changes the rights of a folder that is there already, because somebody else may have put it there. */
    private void create(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        Set<PosixFilePermission> rights =
                PosixFilePermissions.fromString(account.changesOwner() ? "rwxr-xr-x" : "rwx------");
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(rights));
            Files.setPosixFilePermissions(folder, rights);
        } catch (FileAlreadyExistsException alreadyThere) {
            return;
        }
    }
}
