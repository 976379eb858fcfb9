package dev.segue.configuration;

/** Where a value can come from. What stands first wins. */
public enum Precedence {
    /** An option such as {@code --url}. */
    COMMAND_LINE,
    /** A variable of ours such as {@code SEGUE_URL}. */
    VARIABLE,
    /** The table {@code [env.NAME]} of the chosen environment in {@code segue.toml}. */
    ENVIRONMENT,
    /** The keys at the top of {@code segue.toml}. */
    TOP_LEVEL,
    /**
     * {@code DATABASE_URL}, which belongs to the application and may name a database that nobody meant here: so a file
     * that says something else is believed.
     */
    APPLICATION_VARIABLE,
    DEFAULT;

    boolean isAtLeast(Precedence other) {
        return compareTo(other) <= 0;
    }

    boolean isFile() {
        return this == ENVIRONMENT || this == TOP_LEVEL;
    }
}
