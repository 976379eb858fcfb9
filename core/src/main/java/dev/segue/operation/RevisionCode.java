package dev.segue.operation;

/** What a Java revision does where SQL alone cannot. It must be safe to run again, should its transaction be rolled back. */
@FunctionalInterface
public interface RevisionCode {

    void run(RevisionSession session);
}
