package dev.segue.benchmarks;

import dev.segue.benchmarks.arena.Contenders;
import dev.segue.benchmarks.measurement.CommandLine;
import dev.segue.benchmarks.measurement.Conditions;
import dev.segue.benchmarks.measurement.FillBesideWriter;
import dev.segue.benchmarks.measurement.FillMemory;
import dev.segue.benchmarks.measurement.FillRates;
import dev.segue.benchmarks.measurement.Growth;
import dev.segue.benchmarks.measurement.ManyRevisions;
import dev.segue.benchmarks.measurement.Measurement;
import dev.segue.benchmarks.measurement.PeakMemory;
import dev.segue.benchmarks.measurement.StatementsPerRevision;
import dev.segue.benchmarks.measurement.UpToDateCheck;
import dev.segue.benchmarks.measurement.WarmRevisions;
import dev.segue.benchmarks.report.Report;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what is named, or everything: {@code Benchmarks [rounds=5] [revisions=1000] [rows=1000000]
 * [flag=-XX:…] [name…]}. Started by the
 * script {@code benchmarks/run}.
 */
public final class Benchmarks {

    private int rounds = 5;
    private int revisions = 1000;
    private long rows = 1_000_000;
    private final List<String> flags = new ArrayList<>();
    private final List<String> chosen = new ArrayList<>();

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        Benchmarks benchmarks = new Benchmarks();
        Arrays.stream(arguments).forEach(benchmarks::understand);
        benchmarks.run();
    }

    private void understand(String argument) {
        int equals = argument.indexOf('=');
        String value = argument.substring(equals + 1);
        switch (equals < 0 ? "" : argument.substring(0, equals)) {
            case "rounds" -> rounds = Integer.parseInt(value);
            case "revisions" -> revisions = Integer.parseInt(value);
            case "rows" -> rows = Long.parseLong(value);
            case "flag" -> flags.add(value);
            default -> chosen.add(argument);
        }
    }

    private void run() throws Exception {
        Map<String, Measurement> measurements = measurements();
        if (!measurements.keySet().containsAll(chosen)) {
            throw new IllegalArgumentException("the measurements are " + String.join(", ", measurements.keySet()));
        }
        Report report = new Report(System.out);
        report.say(circumstances());
        for (Map.Entry<String, Measurement> measurement : measurements.entrySet()) {
            if (chosen.isEmpty() || chosen.contains(measurement.getKey())) {
                measurement.getValue().measure(report);
            }
        }
        report.summary();
    }

    private Map<String, Measurement> measurements() {
        Path home = Path.of(System.getProperty("segue.home"));
        Contenders contenders = new Contenders(home.resolve("benchmarks").resolve("peers"));
        Conditions conditions = new Conditions(rounds, revisions, rows, flags, contenders, home);
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        measurements.put("fsync", ManyRevisions.withFsync(conditions));
        measurements.put("no-fsync", ManyRevisions.withoutFsync(conditions));
        measurements.put("warm", new WarmRevisions(conditions));
        measurements.put("delay", ManyRevisions.farAway(conditions));
        measurements.put("statements", new StatementsPerRevision(conditions));
        measurements.put("growth", new Growth(conditions));
        measurements.put("memory", new PeakMemory(conditions));
        measurements.put("up-to-date", new UpToDateCheck(conditions));
        measurements.put("command-line", new CommandLine(conditions));
        measurements.put("backfill", new FillRates(conditions));
        measurements.put("backfill-beside", new FillBesideWriter(conditions));
        measurements.put("backfill-memory", new FillMemory(conditions));
        return measurements;
    }

    private String circumstances() {
        return String.format(
                Locale.ROOT,
                "Java %s, %d processors, load %.1f, %d rounds that count, Java flags: %s",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                rounds,
                flags.isEmpty() ? "none" : String.join(" ", flags));
    }
}
