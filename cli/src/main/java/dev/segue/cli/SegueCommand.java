package dev.segue.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code segue} itself; without a subcommand it explains itself. */
@Command(
        name = "segue",
        description = "Database schema changes in production without downtime: versioned, reversible, tested.",
        sortOptions = false)
final class SegueCommand {

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command.")
    @SuppressWarnings("unused") // its presence is what counts
    private boolean wantsHelp;

    @Option(names = "--version", versionHelp = true, description = "Show the versions of Segue and Java.")
    @SuppressWarnings("unused") // its presence is what counts
    private boolean wantsVersion;

    GlobalOptions options() {
        return options;
    }
}
