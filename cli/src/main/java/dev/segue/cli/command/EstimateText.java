package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.backfill.FillEstimate;
import dev.segue.cli.terminal.Elapsed;
import java.util.Locale;

/** What a backfill is about to cost, in words. */
final class EstimateText {

    private static final String UNIT = " MiB";

    private EstimateText() {}

    static String line(FillEstimate estimate) {
        return String.format(
                Locale.ROOT,
                "about %,d rows%s, %s at %,d rows/s (%s); %s of WAL; %s",
                estimate.rows(),
                changes(estimate),
                Elapsed.text(estimate.time()),
                estimate.rowsPerSecond(),
                estimate.isMeasured() ? "as the last backfill here" : "a guess",
                range(estimate.leastLogBytes(), estimate.logBytes()),
                growth(estimate));
    }

    static JsonObject json(FillEstimate estimate) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", estimate.rows());
        json.addProperty("changes", estimate.changes());
        json.addProperty("seconds", estimate.time().toSeconds());
        json.addProperty("rows_per_second", estimate.rowsPerSecond());
        json.addProperty("is_measured", estimate.isMeasured());
        json.addProperty("wal_bytes_at_least", estimate.leastLogBytes());
        json.addProperty("wal_bytes", estimate.logBytes());
        json.addProperty("bloat_bytes_at_least", estimate.leastGrowthBytes());
        json.addProperty("bloat_bytes", estimate.bloatBytes());
        return json;
    }

    private static String changes(FillEstimate estimate) {
        return switch (estimate.verb()) {
            case UPDATE -> "";
            case DELETE -> String.format(Locale.ROOT, " of which about %,d go", estimate.changes());
            case INSERT -> String.format(Locale.ROOT, " for which about %,d are added", estimate.changes());
        };
    }

    private static String growth(FillEstimate estimate) {
        return switch (estimate.verb()) {
            case UPDATE -> "grows by at most " + megabytes(estimate.bloatBytes()) + " without VACUUM";
            case DELETE -> "does not grow, and does not shrink";
            case INSERT -> "grows by " + range(estimate.leastGrowthBytes(), estimate.bloatBytes());
        };
    }

    private static String range(long atLeast, long atMost) {
        String least = megabytes(atLeast);
        String most = megabytes(atMost);
        return least.equals(most) ? most : least.replace(UNIT, "") + " to " + most;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", Math.max(1, bytes >> 20)) + UNIT;
    }
}
