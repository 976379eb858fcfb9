package dev.segue.backfill.throttle;

/** One thing to give way to, as a user wrote it; a value. */
public interface Condition {

    /** What is read as this condition again. */
    String text();

    /** @throws dev.segue.problem.SegueException where this kind of database has no such signal */
    Throttle watchedBy(Observer observer);
}
