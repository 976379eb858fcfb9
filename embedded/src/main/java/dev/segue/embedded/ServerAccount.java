package dev.segue.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The account that server programs run as: our own, or {@code nobody} where we are root, which PostgreSQL refuses. */
final class ServerAccount {

    private final int ourUid;
    private final Optional<AccountSwitch> way;
    private final UnprivilegedUser user;

    private ServerAccount(int ourUid, Optional<AccountSwitch> way, UnprivilegedUser user) {
        this.ourUid = ourUid;
        this.way = way;
        this.user = user;
    }

    static ServerAccount choose() {
        return choose(Arrays.asList(AccountSwitch.values()));
    }

    /** Takes the first way that works here, because some systems have the programs but refuse what they do. */
    static ServerAccount choose(List<AccountSwitch> ways) {
        UnixSystem us = new UnixSystem();
        if (us.getUid() != 0) {
            UnprivilegedUser ourselves = new UnprivilegedUser("us", (int) us.getUid(), (int) us.getGid());
            return new ServerAccount(ourselves.uid(), Optional.empty(), ourselves);
        }
        UnprivilegedUser nobody = UnprivilegedUser.find().orElseThrow(() -> noAccount("there is no user \"nobody\""));
        for (AccountSwitch way : ways) {
            Programs.Outcome id = Programs.run(Path.of("/"), way.wrap(List.of("id", "-u"), nobody));
            if (id.isSuccess() && !id.output().strip().equals("0")) {
                return new ServerAccount(0, Optional.of(way), nobody);
            }
        }
        throw noAccount("none of " + ways + " could switch to it here");
    }

    /** The command as it must be run, so that the program runs under this account. */
    List<String> command(List<String> command) {
        return way.map(by -> by.wrap(command, user)).orElse(command);
    }

    /** Makes a folder of ours belong to this account. */
    void give(Path folder) throws IOException {
        if (changesOwner()) {
            new FileTree(folder).giveTo(user.uid(), user.gid());
        }
    }

    /** Takes back what {@link #give} gave. */
    void takeBack(Path folder) throws IOException {
        if (changesOwner()) {
            new FileTree(folder).giveTo(ourUid, 0);
        }
    }

    boolean owns(Path folder) throws IOException {
        return uidOf(folder) == (changesOwner() ? user.uid() : ourUid);
    }

    boolean isOurs(Path folder) throws IOException {
        return uidOf(folder) == ourUid;
    }

    /** Whether programs under this account can go into a folder of ours, through all the folders above it. */
    boolean canReach(Path folder) throws IOException {
        if (!changesOwner()) {
            return true;
        }
        for (Path each = folder.toRealPath(); each != null; each = each.getParent()) {
            if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    boolean changesOwner() {
        return way.filter(AccountSwitch::changesOwner).isPresent();
    }

    private static int uidOf(Path folder) throws IOException {
        return (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static SegueException noAccount(String reason) {
        return EmbeddedProblem.NO_ACCOUNT_FOR_SERVER.with(
                "PostgreSQL does not run as root, and no other account can be used: " + reason,
                "run Segue as a normal user, or install `setpriv` (util-linux)");
    }
}
