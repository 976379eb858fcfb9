package dev.segue.sql;

import dev.segue.problem.SegueException;
import java.util.Locale;

/** Lines in a script that speak to a client program, not to the database: refused, with what to do instead. */
final class ClientCommand {

    private ClientCommand() {}

    static SegueException ofPsql(SourceText source, int offset) {
        String command = backslashCommand(source.text(), offset);
        return refuse(source, offset, command, "psql", remedyForPsql(command.substring(1)));
    }

    static SegueException ofMysql(SourceText source, int offset) {
        String command = source.text()
                .substring(offset, Math.min(offset + 2, source.text().length()));
        return refuse(source, offset, command.strip(), "the mysql client", remedyForMysql(command.strip()));
    }

    static SegueException ofSqliteShell(SourceText source, int offset) {
        String command = source.text().substring(offset, wordEnd(source.text(), offset + 1));
        return refuse(source, offset, command, "the sqlite3 shell", remedyForSqliteShell(command));
    }

    private static SegueException refuse(SourceText source, int offset, String command, String client, String remedy) {
        String headline =
                command + " in " + source.name() + " is a command of " + client + ", which no database understands";
        return SqlProblem.CLIENT_COMMAND.at(source, offset, headline, remedy);
    }

    private static String backslashCommand(String text, int offset) {
        int end = wordEnd(text, offset + 1);
        boolean isSign = end == offset + 1;
        return text.substring(offset, isSign ? Math.min(end + 1, text.length()) : end)
                .strip();
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String remedyForMysql(String command) {
        return switch (command) {
            case "\\g", "\\G" -> "end the statement with a semicolon instead";
            case "\\." -> "make a revision of the file that it reads, and delete the line";
            case "\\u" -> "delete the line; the URL in the configuration says which database is meant";
            case "\\-" -> "delete the line; mariadb-dump writes it for its own client alone";
            case "\\" -> "delete the backslash";
            default -> "delete the line, or write in SQL what it does";
        };
    }

    private static String remedyForSqliteShell(String command) {
        return switch (command) {
            case ".read" -> "make a revision of the file that it reads, and delete the line";
            case ".import" -> "write INSERT statements for the rows instead";
            case ".open" -> "delete the line; the URL in the configuration says which database is meant";
            default -> "delete the line, or write in SQL what it does";
        };
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
            case "", ";", ":" -> "delete the backslash";
            default ->
                command.startsWith("d") || command.equals("l") || command.equals("sf")
                        ? "delete the line; it only shows what is there"
                        : "delete the line, or write in SQL what it does";
        };
    }
}
