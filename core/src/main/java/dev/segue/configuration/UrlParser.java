package dev.segue.configuration;

import dev.segue.problem.NearestName;
import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands how databases are named: {@code postgres://…}, {@code sqlite:…}, {@code jdbc:…}, {@code embedded:…}.
 *
 * <p>What is wrong is told without the text of the URL, because a password may stand anywhere in a broken one.
 */
final class UrlParser {

    private static final List<String> SCHEMES = List.of("postgresql", "postgres", "sqlite", "jdbc", "embedded");
    private static final List<String> JDBC_SCHEMES = List.of("postgresql", "sqlite");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern EMBEDDED = Pattern.compile("([a-z]+)(?::([0-9]{1,3}))?");

    private final Origin origin;
    private final Path baseFolder;
    private final PostgresqlUrl postgresql;

    /** @param baseFolder what the path of an SQLite file is relative to */
    UrlParser(Origin origin, Path baseFolder) {
        this.origin = origin;
        this.baseFolder = baseFolder;
        this.postgresql = new PostgresqlUrl(this::bad);
    }

    DatabaseUrl parse(String text) {
        Matcher scheme = SCHEME.matcher(text.strip());
        if (!scheme.matches()) {
            throw bad(
                    "does not begin with the kind of database",
                    "write a URL such as postgresql://user@host/database or sqlite:app.db");
        }
        String rest = scheme.group(2);
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "postgresql", "postgres" -> postgresql.fromLibpq(withoutSlashes(rest));
            case "sqlite", "sqlite3" -> sqlite(rest);
            case "embedded" -> embedded(rest);
            case "jdbc" -> jdbc(rest);
            default -> throw unknownScheme("", scheme.group(1), SCHEMES);
        };
    }

    private String withoutSlashes(String rest) {
        if (!rest.startsWith("//")) {
            throw bad(
                    "has no // after the kind of database", "write a URL such as postgresql://user@host:5432/database");
        }
        return rest.substring(2);
    }

    private DatabaseUrl embedded(String rest) {
        Matcher parts = EMBEDDED.matcher(rest);
        if (!parts.matches() || !parts.group(1).equals("postgresql")) {
            throw bad(
                    "names no database that Segue can bring along",
                    "write embedded:postgresql, or with a version embedded:postgresql:17");
        }
        String major = parts.group(2);
        return new DatabaseUrl.Embedded(
                parts.group(1), major == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(major)));
    }

    /** {@code sqlite:a}, {@code sqlite://a} and {@code sqlite:///a} are the relative path a; {@code sqlite:////a} is /a. */
    private DatabaseUrl sqlite(String rest) {
        int question = rest.indexOf('?');
        String path = (question < 0 ? rest : rest.substring(0, question)).replaceFirst("^///?", "");
        String parameters = question < 0 ? "" : rest.substring(question);
        if (path.isEmpty()) {
            throw bad("names no file", "write sqlite: and the path of the database file, such as sqlite:app.db");
        }
        String file = path.startsWith(":")
                ? path
                : ConfiguredPath.of(path, baseFolder, origin).toString();
        return withoutUser("jdbc:sqlite:" + file + parameters, "sqlite:" + path);
    }

    private DatabaseUrl jdbc(String rest) {
        if (rest.startsWith("postgresql:")) {
            return postgresql.fromDriver(rest.substring("postgresql:".length()));
        }
        if (rest.startsWith("sqlite:")) {
            int question = rest.indexOf('?');
            return withoutUser("jdbc:" + rest, question < 0 ? rest : rest.substring(0, question));
        }
        Matcher product = SCHEME.matcher(rest);
        throw unknownScheme("jdbc:", product.matches() ? product.group(1) : "", JDBC_SCHEMES);
    }

    private static DatabaseUrl withoutUser(String jdbcUrl, String display) {
        return new DatabaseUrl.Jdbc(jdbcUrl, Optional.empty(), Optional.empty(), display);
    }

    private SegueException bad(String whatIsWrong, String remedy) {
        return origin.problem(
                ConfigurationProblem.BAD_URL, "the database URL of " + origin.subject() + " " + whatIsWrong, remedy);
    }

    private SegueException unknownScheme(String prefix, String scheme, List<String> known) {
        String written = prefix + scheme;
        return origin.problem(
                ConfigurationProblem.UNKNOWN_SCHEME,
                origin.subject() + " names a kind of database that is not supported: \"" + written + "\"",
                NearestName.to(scheme, known)
                        .map(near -> "write \"" + prefix + near + ":\" instead of \"" + written + ":\"")
                        .orElse("give a URL of PostgreSQL (postgresql://…) or SQLite (sqlite:…)"));
    }
}
