package dev.segue.dialect.postgresql;

import dev.segue.dialect.OldName;
import dev.segue.dialect.Uses;
import dev.segue.sql.SqlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a statement, which may have been cut off anywhere, names a table or a column of it. A column counts as named where
 * its name stands in a statement that names its table too, and not behind the name of another table: it may still be that of
 * another one, so an error is on the side of saying yes.
 */
final class Mention {

    /** Those that work on rows; what changes the schema is no use of it. */
    private static final Set<String> ON_ROWS = Set.of(
            "select", "insert", "update", "delete", "merge", "with", "table", "copy", "declare", "lock", "truncate");

    /** Signs and words behind which a table is named. */
    private static final Set<String> BEFORE_TABLES =
            Set.of(name("from"), name("join"), name("into"), name("update"), name("using"), name("only"), ",", ".");

    private static final Pattern WORD =
            Pattern.compile("\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[\\p{L}_][\\p{L}\\p{N}_$]*)|(?<sign>\\S)");

    private final List<String> words;

    /** @param words of a query, with the values taken out */
    private Mention(List<String> words) {
        this.words = words;
    }

    /** Empty for a statement that is ours, or does not work on rows. */
    static Optional<Mention> in(String query) {
        if (query.contains(Uses.OURS)) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(PostgresqlWatchtower.withoutValues(query));
        while (word.find()) {
            if (word.group("quoted") != null) {
                words.add(name(word.group("quoted").replace("\"\"", "\"")));
            } else if (word.group("plain") != null) {
                words.add(name(word.group("plain").toLowerCase(Locale.ROOT)));
            } else if (!word.group("sign").equals("?")) {
                words.add(word.group("sign"));
            }
        }
        return words.stream()
                .filter(Mention::isName)
                .findFirst()
                .filter(first -> ON_ROWS.contains(first.substring(1)))
                .map(first -> new Mention(words));
    }

    boolean of(OldName wanted) {
        boolean namesTable = false;
        boolean namesColumn = wanted.column().isEmpty();
        for (int i = 0; i < words.size(); i++) {
            namesTable |= isTable(i, wanted);
            namesColumn |= wanted.column().filter(isColumn(i)).isPresent() && !isOfAnother(i, wanted);
        }
        return namesTable && namesColumn;
    }

    private boolean isTable(int place, OldName wanted) {
        if (!words.get(place).equals(name(wanted.table().name().text()))) {
            return false;
        }
        boolean isQualified = place >= 2 && words.get(place - 1).equals(".");
        Optional<SqlName> schema = wanted.table().schema();
        return !isQualified
                || schema.isEmpty()
                || words.get(place - 2).equals(name(schema.get().text()));
    }

    /** Not where it is what a result is called, or a function. */
    private Predicate<SqlName> isColumn(int place) {
        boolean isAlias = place > 0 && words.get(place - 1).equals(name("as"));
        boolean isCalled = place + 1 < words.size() && words.get(place + 1).equals("(");
        return column -> words.get(place).equals(name(column.text())) && !isAlias && !isCalled;
    }

    /** True where it stands behind the name of another table, or behind an alias that only another table has. */
    private boolean isOfAnother(int place, OldName wanted) {
        boolean isQualified = place >= 2 && words.get(place - 1).equals(".") && isName(words.get(place - 2));
        return isQualified && isAnother(words.get(place - 2), wanted);
    }

    private boolean isAnother(String owner, OldName wanted) {
        boolean isNamed = false;
        for (int i = 1; i < words.size(); i++) {
            boolean isQualifier = i + 1 < words.size() && words.get(i + 1).equals(".");
            if (words.get(i).equals(owner) && !isQualifier) {
                if (!isAnotherTable(i, wanted) && !isAliasOfAnother(i, wanted)) {
                    return false;
                }
                isNamed = true;
            }
        }
        return isNamed;
    }

    /** Not what a {@code WITH} gives its name to, which may have the column from anywhere. */
    private boolean isAnotherTable(int place, OldName wanted) {
        return place > 0
                && BEFORE_TABLES.contains(words.get(place - 1))
                && !words.get(place).equals(name(wanted.table().name().text()))
                && !isDefinedHere(words.get(place));
    }

    private boolean isAliasOfAnother(int place, OldName wanted) {
        int before = words.get(place - 1).equals(name("as")) ? place - 2 : place - 1;
        return before > 0 && isName(words.get(before)) && isAnotherTable(before, wanted);
    }

    private boolean isDefinedHere(String candidate) {
        for (int i = 1; i + 1 < words.size(); i++) {
            boolean mayBeginDefinition = words.get(i - 1).equals(",")
                    || words.get(i - 1).equals(name("with"))
                    || words.get(i - 1).equals(name("recursive"));
            boolean mayGoOn =
                    words.get(i + 1).equals(name("as")) || words.get(i + 1).equals("(");
            if (words.get(i).equals(candidate) && mayBeginDefinition && mayGoOn) {
                return true;
            }
        }
        return false;
    }

    /** Tells a name from a sign. */
    private static String name(String text) {
        return "n" + text;
    }

    private static boolean isName(String word) {
        return word.length() > 1;
    }
}
