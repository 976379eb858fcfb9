package dev.segue.backfill;

import dev.segue.dialect.RowSource;
import dev.segue.jdbc.Session;
import java.util.List;
import java.util.Optional;

/**
 * Partitions that have come to a table since it was begun to be filled, and those that had gone and are back. Looked for
 * before it is said to be filled: rows that they brought along were computed by nobody.
 */
final class Arrivals {

    private final FillSite site;

    Arrivals(FillSite site) {
        this.site = site;
    }

    /** True when there is more to be filled now. Only for who holds the job. */
    boolean admit(Session session) {
        site.relations().lookAgain(session);
        List<Frontier> frontiers = site.chunks().frontiers(session);
        if (!frontiers.stream().allMatch(Frontier::isKnownForSure)) {
            return false;
        }
        boolean isMore = false;
        for (RowSource source : site.relations().sources()) {
            Optional<Frontier> known =
                    frontiers.stream().filter(frontier -> frontier.isOf(source)).findFirst();
            isMore |= known.isPresent()
                    ? isGoneOnWith(session, known.get())
                    : isBegun(session, source, recordedAs(source, frontiers));
        }
        return isMore;
    }

    private boolean isGoneOnWith(Session session, Frontier known) {
        boolean hasOpenRanges = site.chunks().goOnIn(session, known.relation());
        if (!hasOpenRanges && !known.isCutShort()) {
            return false;
        }
        site.chunks().update(session, known.goingOn());
        return true;
    }

    /** Where rows must not be computed twice, nobody knows which of its rows are computed already. */
    private boolean isBegun(Session session, RowSource source, String recordedAs) {
        Optional<String> end = source.end(session);
        boolean isFilled = end.isPresent() && site.order().fill().work().mayBeRepeated();
        boolean isLeftAlone = end.isPresent() && !isFilled;
        site.chunks()
                .insert(
                        session,
                        isLeftAlone
                                ? Frontier.leftAlone(recordedAs, source)
                                : Frontier.atTheBeginning(recordedAs, source, end));
        if (isFilled) {
            site.jobs().expect(session, site.job(), source.rows());
        }
        return isFilled;
    }

    /** Its name, unless another one had that before. */
    private static String recordedAs(RowSource source, List<Frontier> frontiers) {
        boolean isTaken =
                frontiers.stream().anyMatch(frontier -> frontier.relation().equals(source.relation()));
        return isTaken ? source.relation() + " (" + source.identity() + ")" : source.relation();
    }
}
