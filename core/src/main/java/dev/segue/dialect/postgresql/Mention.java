package dev.segue.dialect.postgresql;

import dev.segue.dialect.OldName;
import dev.segue.dialect.Uses;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
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

    /** Those that work on rows, or go before one that does; what changes the schema is no use of it. */
    private static final Set<String> ON_ROWS = Set.of(
            "select",
            "insert",
            "update",
            "delete",
            "merge",
            "with",
            "values",
            "table",
            "copy",
            "declare",
            "prepare",
            "explain",
            "lock",
            "truncate");

    /** Behind {@code CREATE}: a table of the session's own, which applications fill from others. */
    private static final Set<String> OF_SESSION = Set.of("temp", "temporary", "local", "global");

    /** Signs and words behind which a star stands for all columns, and is not a product. */
    private static final Set<String> BEFORE_STAR =
            Set.of(name("select"), name("distinct"), name("all"), name("returning"), ",", ".");

    /** Signs and words behind which a table is named. */
    private static final Set<String> BEFORE_TABLES =
            Set.of(name("from"), name("join"), name("into"), name("update"), name("using"), name("only"), ",", ".");

    private static final Pattern WORD =
            Pattern.compile("\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[\\p{L}_][\\p{L}\\p{N}_$]*)|(?<sign>\\S)");

    private final List<String> words;

    /** @param words of a statement, with the values taken out */
    private Mention(List<String> words) {
        this.words = words;
    }

    /** One for each statement that works on rows; none where they are ours. */
    static List<Mention> in(String query) {
        if (query.contains(Uses.OURS)) {
            return List.of();
        }
        List<Mention> statements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word : wordsOf(query)) {
            if (word.equals(";")) {
                statements.add(new Mention(words));
                words = new ArrayList<>();
            } else {
                words.add(word);
            }
        }
        statements.add(new Mention(words));
        return statements.stream().filter(Mention::isOnRows).toList();
    }

    private static List<String> wordsOf(String query) {
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
        return words;
    }

    private boolean isOnRows() {
        List<String> names = words.stream().filter(Mention::isName).limit(2).toList();
        if (names.isEmpty()) {
            return false;
        }
        boolean isOwnTable = names.size() == 2
                && names.get(0).equals(name("create"))
                && OF_SESSION.contains(names.get(1).substring(1));
        return isOwnTable || ON_ROWS.contains(names.get(0).substring(1));
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

    /** True where it names the table and means all of its columns, without a name: nobody can tell whether it needs one of them. */
    boolean ofAllColumns(TableName table) {
        OldName whole = new OldName(table, Optional.empty());
        for (int i = 0; i < words.size(); i++) {
            if (isTable(i, whole) && (isWholeRow() || isWritten(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isWholeRow() {
        if (isWordAt(0, "table")) {
            return true;
        }
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("*") && BEFORE_STAR.contains(words.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** By an INSERT or a COPY without a list of columns. */
    private boolean isWritten(int place) {
        int first = place >= 2 && words.get(place - 1).equals(".") ? place - 2 : place;
        int next = isWordAt(place + 1, "as") ? place + 3 : place + 1;
        boolean isTarget = isWordAt(first - 1, "into") || isWordAt(first - 1, "copy");
        boolean hasList = next + 1 < words.size()
                && words.get(next).equals("(")
                && isName(words.get(next + 1))
                && !isWordAt(next + 1, "select")
                && !isWordAt(next + 1, "values")
                && !isWordAt(next + 1, "with");
        return isTarget && !hasList;
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

    /**
     * True where it stands behind the name of another table, or behind an alias that only another table has, or among the
     * columns that something is inserted into.
     */
    private boolean isOfAnother(int place, OldName wanted) {
        boolean isQualified = place >= 2 && words.get(place - 1).equals(".") && isName(words.get(place - 2));
        return isQualified ? isAnother(words.get(place - 2), wanted) : isInsertedIntoAnother(place, wanted);
    }

    private boolean isInsertedIntoAnother(int place, OldName wanted) {
        int table = beforeList(place);
        if (isWordAt(table - 1, "as")) {
            table -= 2;
        }
        int first = table >= 2 && words.get(table - 1).equals(".") ? table - 2 : table;
        return isWordAt(first - 1, "into") && isName(words.get(table)) && !isTable(table, wanted);
    }

    /** Where the word stands that is in front of the list of names around it; -1 where there is no such list. */
    private int beforeList(int place) {
        int opening = place - 1;
        while (opening > 1 && words.get(opening).equals(",") && isName(words.get(opening - 1))) {
            opening -= 2;
        }
        return opening > 0 && words.get(opening).equals("(") ? opening - 1 : -1;
    }

    private boolean isWordAt(int place, String word) {
        return place >= 0 && place < words.size() && words.get(place).equals(name(word));
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
