package dev.segue.problem;

/**
 * A place in a file, with the line that stands there, so that a message can point at it.
 *
 * @param file the file's name as the user knows it
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units
 * @param lineText the whole line, without its end
 */
public record SourceExcerpt(String file, int line, int column, String lineText) {

    private static final int WIDEST_LINE = 160;

    public SourceExcerpt {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns are counted from 1, not " + line + ":" + column);
        }
        file = PlainText.of(file);
        lineText = PlainText.withSameColumns(lineText);
    }

    /** {@code file:line:column}, which terminals and editors turn into a link. */
    public String place() {
        return file + ":" + line + ":" + column;
    }

    /** The line with a caret beneath the column; a very long line is cut around it. */
    public String drawing() {
        int from = Math.max(0, Math.min(column - 1, lineText.length()) - WIDEST_LINE / 2);
        int to = Math.min(lineText.length(), from + WIDEST_LINE);
        String shown = lineText.substring(from, to);
        StringBuilder underline = new StringBuilder();
        for (int i = from; i < column - 1; i++) {
            underline.append(i < lineText.length() && lineText.charAt(i) == '\t' ? '\t' : ' ');
        }
        return shown + System.lineSeparator() + underline + "^";
    }
}
