package dev.segue.revision;

/** Which way a revision is run. */
public enum Direction {
    UPGRADE,
    DOWNGRADE
}
