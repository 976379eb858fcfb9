package dev.segue.dialect.postgresql;

import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.FailureReader;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Errors by SQLSTATE, whose meaning does not depend on the language of the server's messages (PostgreSQL manual,
 * appendix A). The detail of an error is left out, because it quotes the rows.
 */
final class PostgresqlErrors implements FailureReader {

    private static final Map<String, DatabaseProblem> BY_STATE = Map.ofEntries(
            Map.entry("28000", DatabaseProblem.WRONG_CREDENTIALS),
            Map.entry("28P01", DatabaseProblem.WRONG_CREDENTIALS),
            Map.entry("3D000", DatabaseProblem.NO_SUCH_DATABASE),
            Map.entry("53300", DatabaseProblem.TOO_MANY_CONNECTIONS),
            Map.entry("25006", DatabaseProblem.READ_ONLY),
            Map.entry("57P01", DatabaseProblem.CONNECTION_LOST),
            Map.entry("57P02", DatabaseProblem.CONNECTION_LOST),
            Map.entry("57P03", DatabaseProblem.UNREACHABLE),
            Map.entry("57P05", DatabaseProblem.CONNECTION_LOST),
            Map.entry("25P03", DatabaseProblem.CONNECTION_LOST),
            Map.entry("25P04", DatabaseProblem.CONNECTION_LOST),
            Map.entry("57P04", DatabaseProblem.CONNECTION_LOST),
            Map.entry("08001", DatabaseProblem.UNREACHABLE),
            Map.entry("08004", DatabaseProblem.WRONG_CREDENTIALS),
            Map.entry("55P03", DatabaseProblem.LOCK_TIMEOUT),
            Map.entry("40P01", DatabaseProblem.DEADLOCK),
            Map.entry("40001", DatabaseProblem.SERIALIZATION_FAILURE),
            Map.entry("53100", DatabaseProblem.DISK_FULL),
            Map.entry("42501", DatabaseProblem.NOT_PERMITTED),
            Map.entry("42601", DatabaseProblem.SYNTAX_ERROR),
            Map.entry("25001", DatabaseProblem.NOT_IN_TRANSACTION),
            Map.entry("2D000", DatabaseProblem.NOT_IN_TRANSACTION),
            Map.entry("42P01", DatabaseProblem.UNKNOWN_OBJECT),
            Map.entry("42703", DatabaseProblem.UNKNOWN_OBJECT),
            Map.entry("42704", DatabaseProblem.UNKNOWN_OBJECT),
            Map.entry("42883", DatabaseProblem.UNKNOWN_OBJECT),
            Map.entry("3F000", DatabaseProblem.UNKNOWN_OBJECT),
            Map.entry("42P04", DatabaseProblem.OBJECT_EXISTS),
            Map.entry("42P06", DatabaseProblem.OBJECT_EXISTS),
            Map.entry("42P07", DatabaseProblem.OBJECT_EXISTS),
            Map.entry("42710", DatabaseProblem.OBJECT_EXISTS),
            Map.entry("42701", DatabaseProblem.OBJECT_EXISTS),
            Map.entry("42723", DatabaseProblem.OBJECT_EXISTS),
            Map.entry("2BP01", DatabaseProblem.STILL_NEEDED));

    private static final Map<String, DatabaseProblem> BY_CLASS = Map.of(
            "08", DatabaseProblem.CONNECTION_LOST,
            "22", DatabaseProblem.UNFIT_VALUE,
            "23", DatabaseProblem.CONSTRAINT_VIOLATED,
            "28", DatabaseProblem.WRONG_CREDENTIALS,
            "53", DatabaseProblem.OUT_OF_RESOURCES);

    /** Made when something has failed: patterns would take a hundredth of a second of every start. */
    private static final class Quotes {

        static final Pattern BEHIND_A_COLON = Pattern.compile("\\s?: ?[\"“„«»'‘‚].*$", Pattern.DOTALL);

        /** What English messages call a name is one. */
        static final Pattern QUOTED = Pattern.compile(
                "((?:column|relation|table|type|constraint|index|function|operator|parameter|encoding|enum|domain|setting) )?"
                        + "(?:\"[^\"]*\"?|“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|»[^«]*«?)");

        static final Pattern COPIED_ROW =
                Pattern.compile("^(COPY [^\\n]*?[,、])\\s?[^\\s\\d,]{1,20} ?(\\d{1,9})", Pattern.MULTILINE);

        /** What stands where the parser gave up may be a literal. */
        static final Pattern LITERAL = Pattern.compile("([\"“„«»]\\s?)(?:[A-Za-z]|[Uu]&)?'.*'", Pattern.DOTALL);
    }

    @Override
    public DatabaseProblem classify(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.equals("57014")) {
            return sentence(failure).contains("user request")
                    ? DatabaseProblem.CANCELLED
                    : DatabaseProblem.STATEMENT_TIMEOUT;
        }
        DatabaseProblem exact = BY_STATE.get(state);
        if (exact != null) {
            return exact;
        }
        String stateClass = state.length() < 2 ? "" : state.substring(0, 2);
        return Optional.ofNullable(BY_CLASS.get(stateClass)).orElse(DatabaseProblem.OTHER);
    }

    @Override
    public String sentence(SQLException failure) {
        String message = serverMessage(failure)
                .flatMap(server -> Optional.ofNullable(server.getMessage()))
                .orElseGet(() -> ofTheDriver(failure));
        return quotesValues(failure)
                ? withoutValue(message)
                : Quotes.LITERAL.matcher(message).replaceAll("$1'…'");
    }

    /** The driver says only that it could not connect; the reason is in what it was told. */
    private static String ofTheDriver(SQLException failure) {
        if (failure.getCause() instanceof UnknownHostException unknown) {
            return "no host has the name " + unknown.getMessage();
        }
        if (failure.getCause() instanceof SocketTimeoutException) {
            return "nothing answered in time";
        }
        return String.valueOf(failure.getMessage());
    }

    @Override
    public List<String> details(SQLException failure) {
        Optional<ServerErrorMessage> message = serverMessage(failure);
        List<String> details = new ArrayList<>();
        if (message.isPresent()) {
            ServerErrorMessage server = message.get();
            String context = server.getWhere();
            if (context != null) {
                context.lines()
                        .filter(line -> line.startsWith("PL/pgSQL function") || line.startsWith("COPY "))
                        .map(PostgresqlErrors::withoutValue)
                        .map(line -> Quotes.COPIED_ROW.matcher(line).replaceFirst("$1 row $2"))
                        .forEach(details::add);
            }
            if (server.getHint() != null) {
                details.add("hint from the server: " + server.getHint());
            }
        }
        return details;
    }

    /** Rows are counted by their lines: {@code COPY users, line 3, column id}, in the language of the server. */
    @Override
    public OptionalInt row(SQLException failure) {
        Optional<String> context = serverMessage(failure).map(ServerErrorMessage::getWhere);
        Matcher row = Quotes.COPIED_ROW.matcher(context.orElse(""));
        return row.find() ? OptionalInt.of(Integer.parseInt(row.group(2))) : OptionalInt.empty();
    }

    @Override
    public OptionalInt offset(SQLException failure, String statement) {
        int position =
                serverMessage(failure).map(ServerErrorMessage::getPosition).orElse(0);
        if (position < 1 || position > statement.codePointCount(0, statement.length()) + 1) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(statement.offsetByCodePoints(0, position - 1));
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException failure) {
        return failure instanceof PSQLException own
                ? Optional.ofNullable(own.getServerErrorMessage())
                : Optional.empty();
    }

    /** Class 22 (data exceptions) puts the value behind a colon, or between quotes, which differ between languages. */
    private static boolean quotesValues(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.startsWith("22");
    }

    private static String withoutValue(String message) {
        String begun = Quotes.BEHIND_A_COLON.matcher(message).replaceFirst("");
        return Quotes.QUOTED
                .matcher(begun)
                .replaceAll(quoted -> isName(quoted) ? Matcher.quoteReplacement(quoted.group()) : "…");
    }

    private static boolean isName(MatchResult quoted) {
        return quoted.group(1) != null;
    }
}
