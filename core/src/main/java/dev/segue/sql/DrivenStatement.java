package dev.segue.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A statement that can be run for a part of the rows of one table at a time: it goes through the rows of that table once,
 * and what it does with one of them does not depend on the others that it goes through.
 *
 * @param target the table that it changes, as written
 * @param table the one that drives it, as written
 * @param isOnly rows of its heirs do not count
 * @param alias what its columns are called by
 * @param edits where the statement is changed to be run for a part, in their order
 * @param changed the columns of the driving table that it writes
 * @param assignments what it writes to them, where each expression stands by itself
 * @param with the queries that it gives names to
 * @param others the tables that it joins to the driving one, as written behind {@code FROM} or {@code USING}
 * @param condition what stands behind {@code WHERE}
 */
public record DrivenStatement(
        SqlStatement statement,
        Verb verb,
        TableName target,
        TableName table,
        boolean isOnly,
        SqlName alias,
        List<Edit> edits,
        List<SqlName> changed,
        List<Assignment> assignments,
        Optional<Span> with,
        Optional<Span> others,
        Optional<Span> condition) {

    /** What it does with the rows of its target. */
    public enum Verb {
        UPDATE,
        DELETE,
        INSERT
    }

    /**
     * A part of the text.
     *
     * @param end behind its last character
     */
    public record Span(int start, int end) {}

    /** One column, and where the expression stands that it gets its value from. */
    public record Assignment(SqlName column, Span value) {}

    /** Something else in the place of a part of the text. */
    public record Edit(Span span, String before, Hole hole, String after) {

        public static Edit removing(int start, int end) {
            return new Edit(new Span(start, end), "", Hole.NOTHING, "");
        }

        public static Edit inserting(int at, String text) {
            return new Edit(new Span(at, at), text, Hole.NOTHING, "");
        }
    }

    /** What is put in when the statement is run. */
    public enum Hole {
        /** The relation whose turn it is, with the alias. */
        RELATION,
        /** The condition that only rows of the part fulfil. */
        RANGE,
        NOTHING
    }

    public DrivenStatement {
        edits = edits.stream()
                .sorted(Comparator.comparingInt(edit -> edit.span().start()))
                .toList();
        changed = List.copyOf(changed);
        assignments = List.copyOf(assignments);
    }

    /** True where rows that were done do not fulfil its condition any more, or where doing one again changes nothing. */
    public boolean tellsWhatIsDone() {
        return switch (verb) {
            case DELETE -> true;
            case UPDATE -> condition.filter(this::mentionsChangedColumn).isPresent();
            case INSERT -> hasConflictClause();
        };
    }

    /** True where it only takes rows in which a column is NULL that it then fills: it takes none of them again. */
    public boolean fillsGaps() {
        return verb == Verb.UPDATE && condition.filter(this::asksForGap).isPresent();
    }

    /** As one of several conditions that all hold, and not the contrary of it. */
    private boolean asksForGap(Span span) {
        List<Integer> inside = new ArrayList<>();
        for (int i = 0; i < statement.tokens().size(); i++) {
            Token token = statement.tokens().get(i);
            if (token.start() >= span.start() && token.end() <= span.end()) {
                inside.add(i);
            }
        }
        boolean isFound = false;
        int depth = 0;
        for (int i : inside) {
            Token token = statement.tokens().get(i);
            String text = token.in(statement.text());
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            if (depth == 0 && token.isWord(statement.text(), "OR")) {
                return false;
            }
            isFound |= depth == 0 && isGap(i, inside.get(0), inside.get(inside.size() - 1));
        }
        return isFound;
    }

    /** {@code [AND] [alias.]column IS NULL [AND]} */
    private boolean isGap(int column, int first, int last) {
        boolean isAsked =
                SqlName.at(statement, column).filter(changed::contains).isPresent()
                        && statement.hasWordsAt(column + 1, "IS", "NULL");
        boolean hasAlias = column - 2 >= first
                && statement.tokens().get(column - 1).in(statement.text()).equals(".");
        int start = hasAlias ? column - 2 : column;
        boolean beginsThere = start == first || statement.hasWordsAt(start - 1, "AND");
        boolean endsThere = column + 2 == last || statement.hasWordsAt(column + 3, "AND");
        return isAsked && beginsThere && endsThere;
    }

    private boolean mentionsChangedColumn(Span span) {
        for (int i = 0; i < statement.tokens().size(); i++) {
            Token token = statement.tokens().get(i);
            if (token.start() >= span.start()
                    && token.end() <= span.end()
                    && SqlName.at(statement, i).filter(changed::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasConflictClause() {
        for (int i = 0; i < statement.tokens().size(); i++) {
            if (statement.hasWordsAt(i, "ON", "CONFLICT")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The statement for the rows of one range.
     *
     * @param relation as written in SQL
     * @param range a condition
     */
    public String over(String relation, String range) {
        return edited(new Span(0, statement.text().length()), relation, range);
    }

    /** A part of the statement's text as it stands in {@link #over}. */
    public String part(Span span) {
        return edited(span, "", "");
    }

    private String edited(Span whole, String relation, String range) {
        StringBuilder text = new StringBuilder();
        int from = whole.start();
        for (Edit edit : inside(whole)) {
            text.append(statement.text(), from, edit.span().start()).append(edit.before());
            text.append(
                    switch (edit.hole()) {
                        case RELATION -> "ONLY " + relation + " AS " + alias.quoted(statement.syntax());
                        case RANGE -> range;
                        case NOTHING -> "";
                    });
            text.append(edit.after());
            from = edit.span().end();
        }
        return text.append(statement.text(), from, whole.end()).toString();
    }

    /** An insertion at the edge of a part belongs to what is around it. */
    private List<Edit> inside(Span whole) {
        boolean isAll = whole.start() == 0 && whole.end() == statement.text().length();
        List<Edit> inside = new ArrayList<>();
        for (Edit edit : edits) {
            boolean isInsertion = edit.span().start() == edit.span().end();
            boolean isWithin =
                    edit.span().start() >= whole.start() && edit.span().end() <= whole.end();
            if (isAll || (isWithin && !isInsertion)) {
                inside.add(edit);
            }
        }
        return inside;
    }
}
