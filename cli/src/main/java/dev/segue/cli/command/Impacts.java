package dev.segue.cli.command;

import dev.segue.step.Impact;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What others feel of a step, in words. */
final class Impacts {

    private Impacts() {}

    static List<String> of(Step step) {
        List<String> lines = new ArrayList<>();
        for (Impact.Lock lock : step.impact().locks()) {
            lines.add(lock.level().sql() + " on " + lock.relation() + " " + held(step.impact()) + "; keeps waiting: "
                    + lock.level().blocks());
        }
        if (step.impact().duration() == Impact.Duration.UNKNOWN) {
            lines.add("run as written; not analysed");
        }
        size(step.impact()).ifPresent(lines::add);
        lines.add(transaction(step.transactionMode()));
        return lines;
    }

    private static String held(Impact impact) {
        return switch (impact.duration()) {
            case MOMENT -> "for a moment";
            case SCAN -> "while the table is read";
            case REWRITE -> "while the table is written anew";
            case BATCHES -> "for one batch at a time";
            case UNKNOWN -> "for an unknown time";
        };
    }

    private static Optional<String> size(Impact impact) {
        if (impact.rows() <= 0 && impact.bytes() <= 0) {
            return Optional.empty();
        }
        String rows =
                impact.rows() < 0 ? "an unknown number of rows" : String.format(Locale.ROOT, "%,d rows", impact.rows());
        boolean isSized = impact.bytes() > 0 && impact.bytes() < Long.MAX_VALUE;
        return Optional.of("about " + rows
                + (isSized ? String.format(Locale.ROOT, ", %,d MiB", Math.max(1, impact.bytes() >> 20)) : ""));
    }

    private static String transaction(TransactionMode mode) {
        return switch (mode) {
            case SHARED -> "in the transaction of the revision";
            case SEPARATE -> "in a short transaction of its own, given up and tried again when a lock is not granted";
            case ALONE -> "outside a transaction";
        };
    }
}
