package dev.segue.ddl;

/** Ends the reading of a statement that is not as far known as it must be. Never leaves this room. */
final class NotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotUnderstood(String what) {
        super(what, null, false, false);
    }
}
