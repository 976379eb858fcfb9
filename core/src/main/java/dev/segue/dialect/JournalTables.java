package dev.segue.dialect;

import java.util.List;

/**
 * Where a database keeps the journal.
 *
 * @param creation statements that create what is missing; running them again does no harm
 * @param revisions the table of applied revisions, as written in SQL
 * @param steps the table of steps that are under way, as written in SQL
 * @param plans the table of plans that were begun, as written in SQL
 * @param log the table that only grows, as written in SQL
 * @param now an expression for the present moment, which moves on inside a transaction
 * @param user an expression for the database user
 */
public record JournalTables(
        List<String> creation, String revisions, String steps, String plans, String log, String now, String user) {

    public JournalTables {
        creation = List.copyOf(creation);
    }
}
