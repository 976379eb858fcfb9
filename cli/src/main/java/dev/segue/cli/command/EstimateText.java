package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.backfill.FillEstimate;
import dev.segue.cli.terminal.Elapsed;
import java.util.Locale;

/** What a backfill is about to cost, in words. */
final class EstimateText {

    private EstimateText() {}

    static String line(FillEstimate estimate) {
        return String.format(
                Locale.ROOT,
                "about %,d rows, %s at %,d rows/s (%s); %s of WAL; grows by at most %s without VACUUM",
                estimate.rows(),
                Elapsed.text(estimate.time()),
                estimate.rowsPerSecond(),
                estimate.isMeasured() ? "as the last backfill here" : "a guess",
                megabytes(estimate.logBytes()),
                megabytes(estimate.bloatBytes()));
    }

    static JsonObject json(FillEstimate estimate) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", estimate.rows());
        json.addProperty("seconds", estimate.time().toSeconds());
        json.addProperty("rows_per_second", estimate.rowsPerSecond());
        json.addProperty("is_measured", estimate.isMeasured());
        json.addProperty("wal_bytes", estimate.logBytes());
        json.addProperty("bloat_bytes", estimate.bloatBytes());
        return json;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }
}
