package dev.segue.cli.narration;

/** What a run does to revisions, in words. */
public enum Outcome {
    APPLIED("apply", "applied", "to"),
    UNDONE("undo", "undone", "in"),
    CONTRACTED("contract", "contracted", "in");

    private final String verb;
    private final String done;
    private final String preposition;

    Outcome(String verb, String done, String preposition) {
        this.verb = verb;
        this.done = done;
        this.preposition = preposition;
    }

    /** What would be done: {@code apply 2 revisions to}. */
    public String wouldBe(int revisions) {
        return verb + " " + counted(revisions) + " " + preposition;
    }

    /** What was done, behind the first word: {@code 2 revisions to}. */
    public String behindVerb(int revisions) {
        return counted(revisions) + " " + preposition;
    }

    public String done() {
        return done;
    }

    /** There was nothing to do in this database. */
    public String nothing(String database) {
        return this == APPLIED ? database + " is up to date" : "nothing to " + verb + " in " + database;
    }

    private static String counted(int revisions) {
        return revisions + (revisions == 1 ? " revision" : " revisions");
    }
}
