package dev.segue.cli.terminal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws a history with its branches and merges, newest first:
 *
 * <pre>
 * ●    f1 merge
 * ├─╮
 * │ ●  e5 right
 * ● │  d4 left
 * ├─╯
 * ●    c3 branch point
 * </pre>
 *
 * Each column is a line of revisions that waits for its next, older member.
 */
public final class HistoryDrawing {

    /**
     * One revision.
     *
     * @param parents ids; those that are not drawn are left out
     * @param mark stands on the line
     * @param text one or more lines beside it
     */
    public record Node(String id, List<String> parents, String mark, List<String> text) {

        public Node {
            parents = List.copyOf(parents);
            text = List.copyOf(text);
        }
    }

    private final Look look;
    private final List<String> lines = new ArrayList<>();

    /** What each column waits for; null where a column is free. */
    private final List<@Nullable String> columns = new ArrayList<>();

    private HistoryDrawing(Look look) {
        this.look = look;
    }

    /** @param newestFirst every node before its parents */
    public static List<String> lines(List<Node> newestFirst, Look look) {
        HistoryDrawing drawing = new HistoryDrawing(look);
        Set<String> drawn = new HashSet<>();
        newestFirst.forEach(node -> drawn.add(node.id()));
        for (Node node : newestFirst) {
            drawing.draw(
                    node,
                    node.parents().stream().filter(drawn::contains).distinct().toList());
        }
        return List.copyOf(drawing.lines);
    }

    private void draw(Node node, List<String> parents) {
        int column = columns.indexOf(node.id());
        if (column < 0) {
            column = freeColumn(0);
            columns.set(column, node.id());
        }
        joinOthersInto(column, node.id());
        lines.add(beside(
                uprights(column, node.mark()),
                node.text().isEmpty() ? "" : node.text().get(0)));

        columns.set(column, parents.isEmpty() ? null : parents.get(0));
        node.text().stream().skip(1).forEach(line -> lines.add(beside(uprights(-1, ""), line)));
        if (parents.size() > 1) {
            splitOff(column, parents.subList(1, parents.size()));
        }
        trim();
    }

    /** The branches that end here turn into this column. */
    private void joinOthersInto(int column, String id) {
        Row row = new Row(columns);
        boolean isNeeded = false;
        for (int other = column + 1; other < columns.size(); other++) {
            if (id.equals(columns.get(other))) {
                row.connectFromAbove(column, other);
                columns.set(other, null);
                isNeeded = true;
            }
        }
        if (isNeeded) {
            lines.add(row.text());
            trim();
        }
    }

    /** The further parents of a merge go to columns of their own, or to those that wait for them already. */
    private void splitOff(int column, List<String> parents) {
        List<@Nullable String> before = new ArrayList<>(columns);
        List<Integer> targets = new ArrayList<>();
        for (String parent : parents) {
            int target = columns.indexOf(parent);
            if (target < 0) {
                target = freeColumn(column + 1);
                columns.set(target, parent);
            }
            targets.add(target);
        }
        Row row = new Row(before);
        targets.stream().filter(target -> target != column).forEach(target -> row.connectToBelow(column, target));
        lines.add(row.text());
    }

    private int freeColumn(int from) {
        for (int column = from; column < columns.size(); column++) {
            if (columns.get(column) == null) {
                return column;
            }
        }
        columns.add(null);
        return columns.size() - 1;
    }

    private void trim() {
        while (!columns.isEmpty() && columns.get(columns.size() - 1) == null) {
            columns.remove(columns.size() - 1);
        }
    }

    private String uprights(int marked, String mark) {
        StringBuilder row = new StringBuilder();
        for (int column = 0; column < columns.size(); column++) {
            String upright = columns.get(column) == null ? " " : look.symbol("│", "|");
            row.append(column == marked ? mark : upright).append(' ');
        }
        return row.toString();
    }

    private static String beside(String row, String text) {
        return (row + " " + text).stripTrailing();
    }

    /** A row of lines, of which each cell knows to which of its four sides it is open. */
    private final class Row {

        private static final int UP = 1;
        private static final int DOWN = 2;
        private static final int LEFT = 4;
        private static final int RIGHT = 8;
        private static final String UNICODE = " │││─╯╮┤─╰╭├─┴┬┼";
        private static final String ASCII = " |||-'.+-'.+-+++";

        private final List<Integer> cells = new ArrayList<>();

        Row(List<@Nullable String> columns) {
            for (@Nullable String waiting : columns) {
                cells.add(Objects.isNull(waiting) ? 0 : UP | DOWN);
                cells.add(0);
            }
        }

        void connectFromAbove(int column, int other) {
            connect(column, other);
            cells.set(2 * other, cells.get(2 * other) & ~DOWN);
        }

        void connectToBelow(int column, int other) {
            connect(column, other);
            open(2 * other, DOWN);
        }

        private void connect(int one, int other) {
            int left = 2 * Math.min(one, other);
            int right = 2 * Math.max(one, other);
            open(left, RIGHT);
            for (int cell = left + 1; cell < right; cell++) {
                open(cell, LEFT | RIGHT);
            }
            open(right, LEFT);
        }

        private void open(int cell, int sides) {
            while (cells.size() <= cell) {
                cells.add(0);
            }
            cells.set(cell, cells.get(cell) | sides);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            String glyphs = look.isUnicode() ? UNICODE : ASCII;
            cells.forEach(sides -> text.append(glyphs.charAt(sides)));
            return text.toString().stripTrailing();
        }
    }
}
