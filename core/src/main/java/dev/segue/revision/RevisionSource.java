package dev.segue.revision;

/**
 * Where a revision is kept. Its content is read when it is asked for, because most runs only need to know that nothing
 * changed; what was read once stays the same from then on.
 */
public interface RevisionSource {

    /** What messages call the place: a file's path relative to the project, or a class. */
    String location();

    /**
     * A cheap mark of the exact bytes: when it equals the one in the journal, nothing was edited. When it differs, only
     * {@link #checksum()} can tell an edit from a reformatting.
     */
    String fingerprint();

    /** What messages call the part of it that is another one than it was when it had this fingerprint. */
    String editedSince(String earlierFingerprint);

    /** SHA-256 over the normalised content, in hexadecimal: comments, white space and line ends leave no trace in it. */
    String checksum();

    /** @throws dev.segue.problem.SegueException when the content cannot be understood */
    RevisionContent content();
}
