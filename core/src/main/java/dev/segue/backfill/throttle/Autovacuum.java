package dev.segue.backfill.throttle;

/** {@code autovacuum}: the database is cleaning the table of its own accord, and would be slowed down. */
record Autovacuum(String text) implements Condition {

    static final String NAME = "autovacuum";

    static Autovacuum read(WrittenCondition written) {
        written.refuseArgument();
        written.refuseLimit();
        return new Autovacuum(written.text());
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        observer.requireSignalsFor(this);
        return () -> observer.ask((signals, session) ->
                        signals.cleaningOf(session, observer.surroundings().table()))
                .map(age -> "autovacuum has been at work on "
                        + observer.surroundings().table() + " for " + Figures.of(age));
    }
}
