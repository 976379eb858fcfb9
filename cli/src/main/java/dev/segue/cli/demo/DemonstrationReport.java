package dev.segue.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the story has shown.
 *
 * @param rows of all tables
 */
public record DemonstrationReport(ShopSize size, long rows, Kill kill, List<Check> checks, Duration duration)
        implements Report {

    private static final int MOST_DIFFERENCES = 5;

    public DemonstrationReport {
        checks = List.copyOf(checks);
    }

    /**
     * A promise and whether it was kept.
     *
     * @param differences why it was not
     */
    record Check(String name, String sentence, List<String> differences) {

        Check {
            differences = List.copyOf(differences);
        }

        boolean holds() {
            return differences.isEmpty();
        }
    }

    public boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(look.bold("What this has shown"));
        for (Check check : checks) {
            String mark = check.holds() ? look.good(look.symbol("✓", "+")) : look.bad(look.symbol("✗", "x"));
            lines.add("  " + mark + " " + check.sentence());
            check.differences().stream()
                    .limit(MOST_DIFFERENCES)
                    .forEach(difference -> lines.add("      " + look.bad(difference)));
        }
        return lines;
    }

    @Override
    public JsonObject json() {
        JsonArray told = new JsonArray();
        for (Check check : checks) {
            JsonObject one = new JsonObject();
            one.addProperty("name", check.name());
            one.addProperty("holds", check.holds());
            JsonArray differences = new JsonArray();
            check.differences().forEach(differences::add);
            one.add("differences", differences);
            told.add(one);
        }
        JsonObject killed = new JsonObject();
        killed.addProperty("revision", kill.revision().value());
        killed.addProperty("doing", kill.doing());
        JsonObject json = new JsonObject();
        json.addProperty("orders", size.orders());
        json.addProperty("rows", rows);
        json.add("killed", killed);
        json.add("checks", told);
        json.addProperty("holds", holds());
        json.addProperty("duration_ms", duration.toMillis());
        return json;
    }
}
