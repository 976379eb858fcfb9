package dev.segue.cli;

import com.google.gson.JsonObject;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Terminal;
import dev.segue.problem.PlainText;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.List;

/** Tells what went wrong: to people on the error stream, to programs as a JSON document on the output stream. */
final class Complaints {

    private final Surroundings surroundings;
    private final OutputFormat format;

    Complaints(Surroundings surroundings, OutputFormat format) {
        this.surroundings = surroundings;
        this.format = format;
    }

    ExitCode tell(SegueException exception) {
        ExitCode exitCode = ExitCode.of(exception.problem().code().kind());
        tell(exception.problem(), exitCode);
        return exitCode;
    }

    /** An error of ours: one sentence and the path of a file with the rest. */
    ExitCode tellDefect(Throwable defect, List<String> arguments, boolean isVerbose) {
        if (isVerbose) {
            surroundings.terminal().err().println(PlainText.of(CrashFile.traceOf(defect)));
        }
        tell(problemOf(defect, arguments), ExitCode.INTERNAL);
        return ExitCode.INTERNAL;
    }

    private Problem problemOf(Throwable defect, List<String> arguments) {
        if (defect instanceof OutOfMemoryError) {
            return Problem.of(
                    CliProblem.OUT_OF_MEMORY,
                    "Java ran out of memory",
                    "give it more, such as SEGUE_JAVA_OPTIONS=-Xmx2g, and run the same command again");
        }
        String remedy = new CrashFile(surroundings.clock())
                .write(defect, arguments)
                .map(path -> "report it with the file " + path + "; it holds no passwords")
                .orElse("run it again with --verbose and report what is shown");
        return Problem.of(
                CliProblem.CRASH,
                "an error in Segue itself: " + defect.getClass().getSimpleName(),
                remedy);
    }

    private void tell(Problem problem, ExitCode exitCode) {
        Terminal terminal = surroundings.terminal();
        if (format == OutputFormat.TEXT) {
            terminal.err().println(coloured(problem.text(), problem.code().code(), terminal.errLook()));
        } else {
            terminal.out().println(Json.line(json(problem, exitCode, format)));
        }
    }

    private static String coloured(String text, String code, Look look) {
        String head = code + ":";
        String fix = "  fix:";
        int lastLine = text.lastIndexOf(fix);
        return look.bad(head)
                + text.substring(head.length(), lastLine)
                + "  "
                + look.good("fix:")
                + text.substring(lastLine + fix.length());
    }

    private static JsonObject json(Problem problem, ExitCode exitCode, OutputFormat format) {
        JsonObject document = new JsonObject();
        if (format == OutputFormat.JSONL) {
            document.addProperty("event", "problem");
        }
        document.add("problem", Json.of(problem));
        document.addProperty("exit_code", exitCode.number());
        return document;
    }
}
