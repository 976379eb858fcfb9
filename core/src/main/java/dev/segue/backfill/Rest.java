package dev.segue.backfill;

import java.time.Duration;
import java.util.Optional;

/** Waits between batches; whoever listens can end the backfill meanwhile. */
final class Rest {

    private static final Duration LOOK_AROUND = Duration.ofMillis(50);

    private final FillSite site;

    Rest(FillSite site) {
        this.site = site;
    }

    /** Returns sooner when it is over. */
    void during(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !site.signals().isOver(); left = until - System.nanoTime()) {
            site.listener().beforeBatch();
            sleep(Math.min(left, LOOK_AROUND.toNanos()));
        }
    }

    /** Returns when nothing speaks against a batch any more, or when it is over. */
    void whileThereIsReason() {
        site.listener().beforeBatch();
        Optional<String> told = Optional.empty();
        while (!site.signals().isOver() && site.signals().reasonToWait().isPresent()) {
            if (!site.signals().reasonToWait().equals(told)) {
                told = site.signals().reasonToWait();
                site.tellProgress();
            }
            during(LOOK_AROUND);
        }
    }

    private void sleep(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            site.signals().stopHere();
        }
    }
}
