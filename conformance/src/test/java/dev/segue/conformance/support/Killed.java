package dev.segue.conformance.support;

/** A failure that nobody deals with: it ends a run where it stands, as the death of its process would. */
public final class Killed extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
