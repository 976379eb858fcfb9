package dev.segue.dialect;

/**
 * Where a database keeps what it knows about backfills, and the words that differ between databases.
 *
 * @param jobs the table of backfills, as written in SQL
 * @param frontiers the table of how far the ranges of each relation have been handed out, as written in SQL
 * @param chunks the table of the ranges that were handed out, as written in SQL
 * @param steps the table of the journal that holds the steps under way, as written in SQL
 * @param now an expression for the present moment, which moves on inside a transaction
 * @param later an expression for a moment that is as many milliseconds ahead as its one hole says
 * @param earlier the same for a moment in the past
 * @param session an expression that tells this session from all others, now and later
 * @param isSessionGone a condition that the session in a column named {@code session} has ended, so that it commits
 *     nothing any more; false where that cannot be known
 * @param identity an expression for what a relation is known by that is called as its one hole says, as written in SQL
 * @param recorded an expression for the column {@code identity} of the table called {@code known}; empty text where the table
 *     was made by an earlier version, without that column
 */
public record FillTables(
        String jobs,
        String frontiers,
        String chunks,
        String steps,
        String now,
        String later,
        String earlier,
        String session,
        String isSessionGone,
        String identity,
        String recorded) {

    /** Puts the words where a statement has {@code {jobs}}, {@code {now}} and so on. */
    public String in(String sql) {
        return sql.replace("{jobs}", jobs)
                .replace("{frontiers}", frontiers)
                .replace("{chunks}", chunks)
                .replace("{steps}", steps)
                .replace("{now}", now)
                .replace("{later}", later)
                .replace("{earlier}", earlier)
                .replace("{session}", session)
                .replace("{is_session_gone}", isSessionGone)
                .replace("{identity}", identity)
                .replace("{recorded}", recorded);
    }
}
