package dev.segue.jdbc;

import dev.segue.problem.ProblemCode;
import dev.segue.problem.ProblemKind;

/** What a database, or the way to it, can refuse. A dialect maps its own error codes to these. */
public enum DatabaseProblem implements ProblemCode {
    UNREACHABLE("DB101", ProblemKind.DATABASE, "start the database, or correct host and port in the URL"),
    WRONG_CREDENTIALS("DB102", ProblemKind.DATABASE, "correct the user or the password"),
    NO_SUCH_DATABASE("DB103", ProblemKind.DATABASE, "create the database, or correct its name in the URL"),
    TOO_MANY_CONNECTIONS("DB104", ProblemKind.DATABASE, "wait for a free connection, or raise the server's limit"),
    NO_DRIVER("DB105", ProblemKind.USAGE, "put the JDBC driver of this database on the class path"),
    READ_ONLY("DB106", ProblemKind.REFUSED, "connect to the primary server, with a session that may write"),
    CONNECTION_LOST(
            "DB107",
            ProblemKind.DATABASE,
            "look at the server's log, then run the same command again: it goes on where this one stopped"),
    UNKNOWN_URL(
            "DB108", ProblemKind.USAGE, "give a URL of PostgreSQL or SQLite, such as jdbc:postgresql://host/database"),
    NOT_A_DATABASE(
            "DB109", ProblemKind.DATABASE, "correct the path in the URL; a file that is encrypted cannot be opened"),
    LOCK_TIMEOUT("DB201", ProblemKind.LOCK, "end the sessions that hold the lock, or try again when they are gone"),
    DEADLOCK("DB202", ProblemKind.DATABASE, "run the same command again"),
    SERIALIZATION_FAILURE("DB203", ProblemKind.DATABASE, "run the same command again"),
    STATEMENT_TIMEOUT("DB204", ProblemKind.DATABASE, "raise statement_timeout, or split the work into smaller steps"),
    CANCELLED("DB205", ProblemKind.INTERRUPTED, "run the same command again: it goes on where this one stopped"),
    DISK_FULL("DB206", ProblemKind.DATABASE, "free disk space on the server, then run the same command again"),
    OUT_OF_RESOURCES(
            "DB207", ProblemKind.DATABASE, "give the server more of what it lacks, then run the same command again"),
    NOT_PERMITTED("DB208", ProblemKind.DATABASE, "grant the missing right to the database user, or use another user"),
    SYNTAX_ERROR("DB209", ProblemKind.DATABASE, "correct the statement"),
    NOT_IN_TRANSACTION(
            "DB210",
            ProblemKind.DATABASE,
            "put -- segue:no-transaction into the revision, or the statement into one of its own"),
    UNKNOWN_OBJECT("DB211", ProblemKind.DATABASE, "create it in an earlier revision, or correct the name"),
    OBJECT_EXISTS(
            "DB212",
            ProblemKind.DATABASE,
            "choose another name, or rename what is in the way; if it is what the revision makes, run `segue stamp`"),
    CONSTRAINT_VIOLATED("DB213", ProblemKind.DATABASE, "correct the rows that violate it, or the constraint"),
    UNFIT_VALUE("DB214", ProblemKind.DATABASE, "correct the value, or the type it is meant for"),
    STILL_NEEDED("DB215", ProblemKind.DATABASE, "change or drop first what depends on it"),
    OTHER("DB299", ProblemKind.DATABASE, "correct what the database names, then run the same command again");

    private final String code;
    private final ProblemKind kind;
    private final String remedy;

    DatabaseProblem(String code, ProblemKind kind, String remedy) {
        this.code = code;
        this.kind = kind;
        this.remedy = remedy;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }

    /** The way out that holds wherever the problem appears. */
    public String remedy() {
        return remedy;
    }

    /** True when another connection may do better, once the server is back or has room. */
    public static boolean isAboutTheConnection(ProblemCode code) {
        return code == CONNECTION_LOST || code == UNREACHABLE || code == TOO_MANY_CONNECTIONS;
    }
}
