package dev.segue.embedded;

/** How a server is asked to stop. For the end without asking there is {@link EmbeddedPostgres#crash()}. */
public enum StopMode {
    /** Ends every session, rolls their transactions back, writes everything to disk. */
    FAST("INT"),
    /** Ends at once without writing: the next start recovers from the log. */
    IMMEDIATE("QUIT");

    private final String signal;

    StopMode(String signal) {
        this.signal = signal;
    }

    String signal() {
        return signal;
    }
}
