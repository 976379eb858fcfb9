package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.segue.cli.Captured.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {

    @TempDir
    private Path folder;

    @Test
    void tellsHowAnUpgradeIsKilledAndGoesOn() {
        Said said = new Captured(folder).run("try", "--rows", "500");

        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(said.errors()).isEmpty();
        assertThat(said.output())
                .containsSubsequence(
                        "A shop with 50 users and 500 orders",
                        "✓ 06af  platinum for the best golden users",
                        "✗ 6e12  indexes for revenue and for open orders",
                        "kill -9 of process",
                        "orders_revenue_idx",
                        "9 revisions are in, 6e12 left an invalid index",
                        "↻ 6e12  indexes for revenue and for open orders",
                        "the half-built index was dropped, and built again",
                        "✓ 91e7  a barcode on every product",
                        "✓ 12 revisions down",
                        "✓ 12 revisions up",
                        "✓ no row is lost or changed: 616 rows",
                        "✓ killed or not",
                        "✓ the downgrade leads back")
                .doesNotContain("\u001B");
        assertThat(said.output().lines().map(String::length)).allMatch(width -> width <= 90);
    }

    @Test
    void tellsProgramsWhatCameOutAndNothingElse() {
        Said said = new Captured(folder).run("try", "--rows", "100", "--format", "json");

        JsonObject outcome = JsonParser.parseString(said.output()).getAsJsonObject();
        assertThat(outcome.get("holds").getAsBoolean()).isTrue();
        assertThat(outcome.get("rows").getAsLong()).isEqualTo(136);
        assertThat(outcome.getAsJsonObject("killed").get("revision").getAsString())
                .isEqualTo("6e12b9d4f3a0");
        assertThat(said.errors()).isEmpty();
    }

    @Test
    void leavesNothingBehind() {
        Said said = new Captured(folder).input("\n").run("try", "--rows", "100", "--keep");

        String revisions = said.output()
                .lines()
                .filter(line -> line.startsWith("Its revisions:"))
                .map(line -> line.substring("Its revisions:".length()).strip())
                .findFirst()
                .orElseThrow();
        assertThat(said.output()).contains("The shop is open: postgresql://postgres:");
        assertThat(Path.of(revisions)).hasFileName("migrations").doesNotExist();
        assertThat(Path.of(revisions).getParent()).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAShopThatIsTooSmall() {
        Said said = new Captured(folder).run("try", "--rows", "99");

        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(said.errors()).contains("CL103", "99 orders", "from 100 to 100000000");
    }
}
