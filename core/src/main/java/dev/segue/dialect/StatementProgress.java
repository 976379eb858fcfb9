package dev.segue.dialect;

import java.util.List;

/**
 * How far a long statement is.
 *
 * @param phase in the database's words
 * @param total 0 while it is not known
 * @param unit what is counted, in the plural
 * @param waitsFor sessions that must end a transaction before it can go on
 */
public record StatementProgress(String phase, long done, long total, String unit, List<Blocker> waitsFor) {

    public StatementProgress {
        waitsFor = List.copyOf(waitsFor);
    }
}
