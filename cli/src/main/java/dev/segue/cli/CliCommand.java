package dev.segue.cli;

/** A command, its options already set. */
public interface CliCommand {

    /** @throws dev.segue.problem.SegueException for everything that a user can mend */
    ExitCode run();
}
