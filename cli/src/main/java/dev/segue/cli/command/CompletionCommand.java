package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        description = "Print a script that completes commands and options in your shell.",
        footer = {
            "",
            "For this session: source <(segue completion bash)",
            "For all sessions, add that line to ~/.bashrc or ~/.zshrc.",
        })
final class CompletionCommand implements CliCommand {

    private final Invocation invocation;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    @SuppressWarnings("unused") // its presence is what counts
    private Shell shell = Shell.BASH;

    CompletionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** One script serves both: zsh reads it through its emulation of bash completion, which the script itself turns on. */
    private enum Shell {
        BASH,
        ZSH
    }

    @Override
    public ExitCode run() {
        invocation
                .surroundings()
                .terminal()
                .out()
                .print(AutoComplete.bash("segue", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
