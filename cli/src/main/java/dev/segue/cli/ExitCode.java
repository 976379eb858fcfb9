package dev.segue.cli;

import dev.segue.problem.ProblemKind;

/** What the process says to the shell. The same in every command, so that scripts can rely on it. */
public enum ExitCode {
    OK(0, "done, and nothing is left to say"),
    FOUND(1, "something is pending, different or was found"),
    USAGE(2, "the command line, the configuration or a file is wrong; nothing was tried"),
    REFUSED(3, "refused, because carrying it out could do harm"),
    DATABASE(4, "the database could not be reached, or did not do what it was asked"),
    LOCK(5, "a lock was not obtained in the time allowed"),
    VERIFICATION(6, "what was found is not what must hold"),
    INTERNAL(70, "an error in Segue itself; the message names a file to report"),
    HUNG_UP(129, "ended because its terminal was closed (SIGHUP); run the same command again to go on"),
    INTERRUPTED(130, "stopped by someone; run the same command again to go on"),
    TERMINATED(143, "ended by SIGTERM; run the same command again to go on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    public static ExitCode of(ProblemKind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case REFUSED -> REFUSED;
            case DATABASE -> DATABASE;
            case LOCK -> LOCK;
            case VERIFICATION -> VERIFICATION;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
