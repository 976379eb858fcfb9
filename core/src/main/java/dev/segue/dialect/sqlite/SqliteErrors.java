package dev.segue.dialect.sqlite;

import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.FailureReader;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors by SQLite's primary result codes (sqlite.org/rescode.html), which the driver gives as vendor codes. */
final class SqliteErrors implements FailureReader {

    private static final int ERROR = 1;
    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int OUT_OF_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int INPUT_OUTPUT = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int NOT_A_DATABASE = 26;

    private static final Pattern OF_THE_DRIVER = Pattern.compile("^\\[SQLITE_\\w+\\]\\s*");
    private static final Pattern NEAR = Pattern.compile("near \"(.+)\": syntax error");

    @Override
    public DatabaseProblem classify(SQLException failure) {
        return switch (failure.getErrorCode() & 0xFF) {
            case BUSY, LOCKED -> DatabaseProblem.LOCK_TIMEOUT;
            case PERMISSION -> DatabaseProblem.NOT_PERMITTED;
            case OUT_OF_MEMORY -> DatabaseProblem.OUT_OF_RESOURCES;
            case READ_ONLY -> DatabaseProblem.READ_ONLY;
            case INTERRUPTED -> DatabaseProblem.CANCELLED;
            case INPUT_OUTPUT, CORRUPT -> DatabaseProblem.OTHER;
            case FULL -> DatabaseProblem.DISK_FULL;
            case CANNOT_OPEN -> DatabaseProblem.NO_SUCH_DATABASE;
            case NOT_A_DATABASE -> DatabaseProblem.NOT_A_DATABASE;
            case CONSTRAINT -> DatabaseProblem.CONSTRAINT_VIOLATED;
            case MISMATCH -> DatabaseProblem.UNFIT_VALUE;
            case ERROR -> ofMessage(sentence(failure));
            default -> ofMessage(sentence(failure));
        };
    }

    /** The code for everything else says no more than "error"; the sentences are in English in every locale. */
    private static DatabaseProblem ofMessage(String message) {
        if (message.contains("syntax error") || message.contains("incomplete input")) {
            return DatabaseProblem.SYNTAX_ERROR;
        }
        if (message.contains("no such")) {
            return DatabaseProblem.UNKNOWN_OBJECT;
        }
        if (message.contains("already exists") || message.contains("duplicate column name")) {
            return DatabaseProblem.OBJECT_EXISTS;
        }
        if (message.contains("within a transaction")) {
            return DatabaseProblem.NOT_IN_TRANSACTION;
        }
        return DatabaseProblem.OTHER;
    }

    @Override
    public String sentence(SQLException failure) {
        String message =
                OF_THE_DRIVER.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
        int inBrackets = message.lastIndexOf(" (");
        if ((failure.getErrorCode() & 0xFF) == CANNOT_OPEN) {
            return "the file can neither be opened nor made; its folder is missing, or one of them is not open to this user";
        }
        return inBrackets > 0 && message.endsWith(")")
                ? message.substring(inBrackets + 2, message.length() - 1)
                : message;
    }

    @Override
    public List<String> details(SQLException failure) {
        return List.of();
    }

    @Override
    public OptionalInt row(SQLException failure) {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt offset(SQLException failure, String statement) {
        if (sentence(failure).equals("incomplete input")) {
            return OptionalInt.of(statement.length());
        }
        Matcher near = NEAR.matcher(sentence(failure));
        int offset = near.find() ? statement.indexOf(near.group(1)) : -1;
        return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
    }
}
