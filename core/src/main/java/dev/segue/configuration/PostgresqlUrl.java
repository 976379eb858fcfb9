package dev.segue.configuration;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The URLs of PostgreSQL: the form that psql and hosting companies use, and that of the JDBC driver. They differ in where
 * the user stands, in the names of parameters, and in what {@code +} means.
 */
final class PostgresqlUrl {

    /** What libpq calls a parameter and what the driver calls it, where they differ. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "krbsrvname", "kerberosServerName",
            "target_session_attrs", "targetServerType",
            "load_balance_hosts", "loadBalanceHosts",
            "schema", "currentSchema");

    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private static final Pattern HOST = Pattern.compile("\\[[0-9A-Fa-f:.%]+(?:%25\\w+)?]|[\\p{L}\\p{N}._-]*");
    private static final Pattern BROKEN_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final UrlComplaint complaint;

    PostgresqlUrl(UrlComplaint complaint) {
        this.complaint = complaint;
    }

    /** @param rest what follows {@code postgresql://} */
    DatabaseUrl.Jdbc fromLibpq(String rest) {
        Split parts = Split.of(rest);
        Map<String, String> parameters = parameters(parts.query(), this::percentDecoded);
        Optional<String> user = taken(parameters, "user")
                .or(() -> parts.userInfo().map(info -> percentDecoded(before(info, ':'))))
                .filter(name -> !name.isEmpty());
        Optional<Secret> password = taken(parameters, "password")
                .or(() -> parts.userInfo()
                        .filter(info -> info.indexOf(':') >= 0)
                        .map(info -> percentDecoded(after(info, ':'))))
                .map(Secret::of);
        String hosts = withPort(taken(parameters, "host").orElse(parts.hosts()), taken(parameters, "port"));
        String database = taken(parameters, "dbname").orElseGet(() -> percentDecoded(parts.database()));

        Map<String, String> forDriver = new LinkedHashMap<>();
        parameters.forEach((name, value) -> forDriver.put(
                DRIVER_NAMES.getOrDefault(name, name),
                name.equals("target_session_attrs") ? SESSION_ATTRIBUTES.getOrDefault(value, value) : value));
        return new DatabaseUrl.Jdbc(
                "jdbc:postgresql://" + checked(hosts) + "/" + encoded(database) + query(forDriver),
                user,
                password,
                display(user, checked(hosts), database));
    }

    /** @param rest what follows {@code jdbc:postgresql:}; kept as it is, except that user and password are taken out */
    DatabaseUrl.Jdbc fromDriver(String rest) {
        boolean hasHosts = rest.startsWith("//");
        Split parts = Split.of(hasHosts ? rest.substring(2) : "/" + rest);
        Map<String, String> parameters = parameters(parts.query(), PostgresqlUrl::formDecoded);
        Optional<String> user =
                taken(parameters, "user").or(() -> parts.userInfo().map(info -> percentDecoded(before(info, ':'))));
        Optional<String> password = taken(parameters, "password")
                .or(() -> parts.userInfo()
                        .filter(info -> info.indexOf(':') >= 0)
                        .map(info -> percentDecoded(after(info, ':'))));
        String address = hasHosts ? "//" + checked(parts.hosts()) + "/" : "";
        return new DatabaseUrl.Jdbc(
                "jdbc:postgresql:" + address + parts.database() + query(parameters),
                user,
                password.map(Secret::of),
                display(user, hasHosts ? checked(parts.hosts()) : "localhost", formDecoded(parts.database())));
    }

    private static String display(Optional<String> user, String hosts, String database) {
        return "postgresql://" + user.map(name -> name + "@").orElse("") + hosts
                + (database.isEmpty() ? "" : "/" + database);
    }

    private Map<String, String> parameters(String query, UnaryOperator<String> decoder) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty()) {
                parameters.put(decoder.apply(before(parameter, '=')), decoder.apply(after(parameter, '=')));
            }
        }
        return parameters;
    }

    private static Optional<String> taken(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.remove(name)).filter(value -> !value.isEmpty());
    }

    private static String withPort(String hosts, Optional<String> port) {
        return port.filter(given -> hosts.indexOf(',') < 0 && !hosts.matches(".*:[0-9]+"))
                .map(given -> (hosts.isEmpty() ? "localhost" : hosts) + ":" + given)
                .orElse(hosts);
    }

    private String checked(String hosts) {
        List<String> checked = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            checked.add(checkedHost(host));
        }
        return String.join(",", checked);
    }

    private String checkedHost(String address) {
        if (address.startsWith("/") || address.toLowerCase(Locale.ROOT).startsWith("%2f")) {
            throw complaint.that(
                    "names a Unix socket, which Java's driver cannot open", "write a host, such as localhost");
        }
        int colon = address.endsWith("]") ? -1 : address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        String port = colon < 0 ? "" : address.substring(colon + 1);
        if (!HOST.matcher(host).matches()) {
            throw complaint.that(
                    "has a host that cannot be one",
                    "percent-encode special characters in user and password (@ is %40, / is %2F, : is %3A, # is %23,"
                            + " ? is %3F), and put an IPv6 address into brackets");
        }
        if (colon >= 0 && !isPort(port)) {
            throw complaint.that(
                    "has a port that is no number from 1 to 65535",
                    "correct the port; if it is part of the password, percent-encode the password's special characters"
                            + " (: is %3A, / is %2F)");
        }
        return (host.isEmpty() ? "localhost" : host) + (colon < 0 ? "" : ":" + port);
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String percentDecoded(String text) {
        if (BROKEN_PERCENT.matcher(text).find()) {
            throw complaint.that(
                    "has a % that is not followed by two hexadecimal digits", "write a percent sign itself as %25");
        }
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String formDecoded(String text) {
        return BROKEN_PERCENT.matcher(text).find() ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String before(String text, char separator) {
        int at = text.indexOf(separator);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, char separator) {
        int at = text.indexOf(separator);
        return at < 0 ? "" : text.substring(at + 1);
    }

    /** Says what is wrong with a URL, without showing it. */
    @FunctionalInterface
    interface UrlComplaint {
        RuntimeException that(String whatIsWrong, String remedy);
    }

    /**
     * {@code user:password@hosts/database?query}, still encoded.
     *
     * <p>The last {@code @} before the path ends the user's part, so that a forgotten {@code %40} in a password works.
     */
    private record Split(Optional<String> userInfo, String hosts, String database, String query) {

        static Split of(String text) {
            int question = text.indexOf('?');
            String address = question < 0 ? text : text.substring(0, question);
            int slash = address.indexOf('/');
            String authority = slash < 0 ? address : address.substring(0, slash);
            int at = authority.lastIndexOf('@');
            return new Split(
                    at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at)),
                    authority.substring(at + 1),
                    slash < 0 ? "" : address.substring(slash + 1),
                    question < 0 ? "" : text.substring(question + 1));
        }
    }
}
