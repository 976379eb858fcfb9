package dev.segue.backfill.throttle;

import java.util.Optional;

/** {@code sessions>40}: so many sessions, other than our own, are at work at the same time. */
record ActiveSessions(String text, long limit) implements Condition {

    static final String NAME = "sessions";

    private static final String EXAMPLE = "sessions>40";

    static ActiveSessions read(WrittenCondition written) {
        written.refuseArgument();
        return new ActiveSessions(
                written.text(),
                Count.read(written.requireLimit(EXAMPLE)).orElseThrow(() -> written.badLimit("a number", EXAMPLE)));
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        return () -> Optional.of(observer.ask((signals, session) -> signals.activeSessions(session)))
                .filter(active -> active > limit)
                .map(active -> active + (active == 1 ? " session is active" : " sessions are active") + " (limit "
                        + limit + ")");
    }
}
