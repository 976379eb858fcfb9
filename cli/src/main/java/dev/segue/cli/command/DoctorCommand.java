package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.Segue;
import dev.segue.cli.CliCommand;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.Version;
import dev.segue.cli.terminal.Look;
import dev.segue.cli.terminal.Table;
import dev.segue.configuration.Configuration;
import dev.segue.configuration.ShownSetting;
import dev.segue.dialect.Examination;
import dev.segue.dialect.Examination.Verdict;
import dev.segue.problem.SegueException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(description = "Look at configuration, connection, server, permissions and lock.")
final class DoctorCommand implements CliCommand {

    private final Invocation invocation;

    DoctorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Configuration configuration = invocation.configuration();
        List<Examination> examinations = examine();
        invocation.tell(new Diagnosis(
                Version.ofThis(),
                configuration
                        .file()
                        .map(invocation::shown)
                        .map(Object::toString)
                        .orElse("none, defaults only"),
                configuration.shown(),
                examinations));
        boolean isFine = examinations.stream().noneMatch(found -> found.verdict() == Verdict.TROUBLE);
        return isFine ? ExitCode.OK : ExitCode.FOUND;
    }

    /** What keeps it from looking at the database is what it finds. */
    private List<Examination> examine() {
        try {
            Segue segue = invocation.segue();
            return segue.doctor();
        } catch (SegueException failure) {
            return List.of(Examination.trouble(
                    "connection",
                    failure.problem().code().code() + ": " + failure.problem().headline(),
                    failure.problem().remedy()));
        }
    }

    private record Diagnosis(Version version, String file, List<ShownSetting> settings, List<Examination> examinations)
            implements Report {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            lines.add(version.sentence());
            lines.add("configuration: " + file);
            lines.add("");
            Table table = new Table("setting", "value", "from");
            settings.forEach(setting -> table.row(
                    setting.name(), setting.value(), look.dim(setting.origin().display())));
            lines.addAll(table.lines(look));
            lines.add("");
            examinations.forEach(found -> {
                lines.add(mark(found.verdict(), look) + " " + found.subject() + ": " + found.finding());
                found.remedy().ifPresent(remedy -> lines.add("  " + look.good("fix:") + " " + remedy));
            });
            return lines;
        }

        private static String mark(Verdict verdict, Look look) {
            return switch (verdict) {
                case FINE -> look.good(look.symbol("✓", "ok"));
                case WARNING -> look.warning(look.symbol("!", "!!"));
                case TROUBLE -> look.bad(look.symbol("✗", "XX"));
            };
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("segue", version.segue());
            json.addProperty("java", version.java());
            json.addProperty("configuration", file);
            json.add("settings", Json.array(settings, setting -> {
                JsonObject shown = new JsonObject();
                shown.addProperty("name", setting.name());
                shown.addProperty("value", setting.value());
                shown.addProperty("from", setting.origin().display());
                return shown;
            }));
            json.add("examinations", Json.array(examinations, found -> {
                JsonObject examined = new JsonObject();
                examined.addProperty("subject", found.subject());
                examined.addProperty("verdict", Json.word(found.verdict()));
                examined.addProperty("finding", found.finding());
                found.remedy().ifPresent(remedy -> examined.addProperty("remedy", remedy));
                return examined;
            }));
            return json;
        }
    }
}
