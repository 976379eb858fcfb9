package dev.segue.sql;

import dev.segue.problem.SegueException;
import java.util.Locale;

/** Lines in a script that speak to a client program, not to the database: refused, with what to do instead. */
final class ClientCommand {

    private ClientCommand() {}

    static SegueException ofPsql(SourceText source, int offset) {
        String text = source.text();
        int end = offset + 1;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end == offset + 1) {
            end = Math.min(offset + 2, text.length());
        }
        String command = text.substring(offset, end).strip();
        return SqlProblem.CLIENT_COMMAND.at(
                source,
                offset,
                command + " in " + source.name() + " is a command of psql, which no database understands",
                remedyForPsql(command.substring(1)));
    }

    private static String remedyForPsql(String command) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "i", "ir", "include" -> "make a revision of the file that it reads, and delete the line";
            case "copy" ->
                "write COPY … FROM stdin; with the rows in the lines below it and \\. in a line of its own at their end";
            case "restrict", "unrestrict" -> "delete the line; pg_dump writes it for psql alone";
            case "c", "connect" -> "delete the line; the URL in the configuration says which database is meant";
            case "set", "unset", "gset", "prompt", "getenv" ->
                "write the value itself where the variable is used, and delete the line";
            case "if", "elif", "else", "endif" ->
                "write the condition in SQL (DO $$ BEGIN IF … END $$), or make two revisions";
            case "g", "gx", "gexec", "gdesc", "crosstabview", "watch", "bind", "parse" ->
                "end the statement with a semicolon instead";
            case "." -> "delete the line, or put COPY … FROM stdin; before the rows that it ends";
            case "encoding" -> "delete the line, and save the file in UTF-8";
            case "password" -> "write ALTER ROLE … PASSWORD instead";
            case "!" -> "delete the line; a revision runs no programs of the operating system";
            case "" -> "delete the backslash";
            default ->
                command.startsWith("d") || command.startsWith("l")
                        ? "delete the line; it only shows what is there"
                        : "delete the line, or write in SQL what it does";
        };
    }
}
