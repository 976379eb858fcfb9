package dev.segue.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ways in which root can run a program as somebody else, the best first. */
enum AccountSwitch {
    /** Neither asks a login system nor stays in between. */
    SETPRIV {
        @Override
        List<String> wrap(List<String> command, UnprivilegedUser user) {
            List<String> wrapped = new ArrayList<>(List.of(
                    "setpriv", "--reuid=" + user.uid(), "--regid=" + user.gid(), "--clear-groups", "--no-new-privs"));
            wrapped.addAll(command);
            return wrapped;
        }
    },
    RUNUSER {
        @Override
        List<String> wrap(List<String> command, UnprivilegedUser user) {
            List<String> wrapped = new ArrayList<>(List.of("runuser", "-u", user.name(), "--"));
            wrapped.addAll(withOurEnvironment(command));
            return wrapped;
        }
    },
    SU {
        @Override
        List<String> wrap(List<String> command, UnprivilegedUser user) {
            String line = withOurEnvironment(command).stream()
                    .map(AccountSwitch::quoted)
                    .collect(Collectors.joining(" ", "exec ", ""));
            return List.of("su", "-s", "/bin/sh", "-c", line, user.name());
        }
    },
    /** A user namespace where we are nobody: for a root that is not allowed to become anybody else. */
    UNSHARE {
        @Override
        List<String> wrap(List<String> command, UnprivilegedUser user) {
            List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
            wrapped.addAll(command);
            return wrapped;
        }

        @Override
        boolean changesOwner() {
            return false;
        }
    };

    abstract List<String> wrap(List<String> command, UnprivilegedUser user);

    /** Whether files must be given to the other account; in a namespace of our own they stay ours. */
    boolean changesOwner() {
        return true;
    }

    /** The login system behind some of these programs may set variables of its own. */
    private static List<String> withOurEnvironment(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of("env", "-i"));
        Map<String, String> variables = new TreeMap<>(Programs.environment());
        variables.forEach((name, value) -> wrapped.add(name + "=" + value));
        wrapped.addAll(command);
        return wrapped;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
