package dev.segue.revision.foreign;

import java.util.Locale;
import java.util.Optional;

/**
 * What the name of a file means to Flyway: {@code V1.2__add_users.sql}.
 *
 * @param version empty exactly for repeatable migrations
 * @param description behind the two underscores
 */
record FlywayName(Kind kind, Optional<Version> version, String description) {

    enum Kind {
        VERSIONED,
        UNDO,
        REPEATABLE,
        /** A script that stands for all versions up to its own. */
        BASELINE
    }

    static final String SEPARATOR = "__";

    /** Nothing when Flyway would take no notice of the file. The name comes without {@code .sql}. */
    static Optional<FlywayName> of(String stem) {
        if (stem.isEmpty()) {
            return Optional.empty();
        }
        return switch (stem.charAt(0)) {
            case 'V' -> withVersion(Kind.VERSIONED, stem.substring(1));
            case 'U' -> withVersion(Kind.UNDO, stem.substring(1));
            case 'B' -> withVersion(Kind.BASELINE, stem.substring(1));
            case 'R' ->
                stem.startsWith(SEPARATOR, 1) && stem.length() > 3
                        ? Optional.of(new FlywayName(Kind.REPEATABLE, Optional.empty(), stem.substring(3)))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<FlywayName> withVersion(Kind kind, String rest) {
        int separator = rest.indexOf(SEPARATOR);
        String version = separator < 0 ? rest : rest.substring(0, separator);
        String description = separator < 0 ? "" : rest.substring(separator + SEPARATOR.length());
        return Version.of(version).map(found -> new FlywayName(kind, Optional.of(found), description));
    }

    /** True for the scripts that Flyway runs at certain moments, such as {@code afterMigrate__grants}. */
    static boolean isCallback(String stem) {
        int separator = stem.indexOf(SEPARATOR);
        String event = (separator < 0 ? stem : stem.substring(0, separator)).toLowerCase(Locale.ROOT);
        return event.equals("createschema")
                || event.startsWith("beforeeach")
                || event.startsWith("aftereach")
                || isBeforeOrAfterCommand(event);
    }

    private static boolean isBeforeOrAfterCommand(String event) {
        String rest;
        if (event.startsWith("before")) {
            rest = event.substring("before".length());
        } else if (event.startsWith("after")) {
            rest = event.substring("after".length());
        } else {
            return false;
        }
        for (String command : new String[] {
            "migrate",
            "versioned",
            "repeatables",
            "undo",
            "clean",
            "info",
            "validate",
            "baseline",
            "repair",
            "connect",
            "createschema",
            "version",
            "deploy",
            "check"
        }) {
            if (rest.startsWith(command)) {
                return true;
            }
        }
        return false;
    }

    /** The words of the description as an id may hold them, for migrations that have no version. */
    String idOfRepeatable() {
        StringBuilder id = new StringBuilder("R__");
        for (int i = 0; i < description.length() && id.length() < 250; i++) {
            char each = description.charAt(i);
            id.append(Character.isLetterOrDigit(each) || each == '.' ? each : '_');
        }
        return id.toString();
    }
}
