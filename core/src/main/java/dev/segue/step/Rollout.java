package dev.segue.step;

/** Whether an application is at work on the database that must not notice a change. */
public enum Rollout {
    /** The old application and the new one work side by side, until the contract phase is asked for. */
    PHASED,
    /** Nobody else is there, as in tests and on a developer's machine: all phases are run at once. */
    DIRECT
}
