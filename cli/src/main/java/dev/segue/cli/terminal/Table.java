package dev.segue.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, as wide as their contents, without lines between. */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(List.of(cells));
        return this;
    }

    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        lines.add(line(headings.stream().map(look::bold).toList()));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            boolean isLast = column == cells.size() - 1;
            line.append(cell);
            if (!isLast) {
                line.append(" ".repeat(width(column) - TextWidth.of(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = TextWidth.of(headings.get(column));
        for (List<String> row : rows) {
            width = Math.max(width, TextWidth.of(row.get(column)));
        }
        return width;
    }
}
