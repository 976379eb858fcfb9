package dev.segue.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.terminal.Look;
import dev.segue.dialect.TrashedObject;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import dev.segue.trash.Purged;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrashReportTest {

    private static final TrashedObject MOOD = new TrashedObject(
            3,
            "8f2c41aa03b1",
            TrashedObject.Kind.TYPE,
            TableName.of("public", "mood"),
            SqlName.of("mood"),
            TableName.of("public", "segue_trash_8f2c41aa_mood"),
            SqlName.of("segue_trash_8f2c41aa_mood"),
            "",
            Instant.EPOCH);

    private final TrashReport report = new TrashReport(
            "deleted for ever",
            List.of(),
            List.of(new Purged.Kept(MOOD, List.of("column feels of table person"))),
            List.of(),
            ZoneOffset.UTC);

    @Test
    void whatCouldNotBeDeletedIsToldWithWhatUsesItAndTheWayOut() {
        assertThat(report.lines(new Look(false, true)))
                .containsExactly(
                        "nothing was deleted for ever",
                        "note: type public.mood stays, because this still uses it: column feels of table person;"
                                + " drop or change that, then purge again");
    }

    @Test
    void programsFindItApartFromWhatIsGone() {
        assertThat(report.json().getAsJsonArray("objects")).isEmpty();
        assertThat(report.json().getAsJsonArray("kept"))
                .singleElement()
                .hasToString(
                        "{\"number\":3,\"kind\":\"type\",\"what\":\"type public.mood\",\"revision\":\"8f2c41aa03b1\","
                                + "\"dropped_at\":\"1970-01-01T00:00:00Z\",\"kept_in\":\"public.segue_trash_8f2c41aa_mood\","
                                + "\"kept_as\":\"segue_trash_8f2c41aa_mood\",\"used_by\":[\"column feels of table person\"]}");
    }
}
