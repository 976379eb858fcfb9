package dev.segue.backfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to hold a backfill back is understood, or refused with what was probably meant. */
class RestraintTest {

    @Test
    void whatIsSaidTogetherIsReadTogether() {
        Restraint restraint = Restraint.read(List.of(
                "max-rate=5000/s", "nice=50%", "pause-when=lag(r1, r2)>5s,sessions > 40", "pause-when=autovacuum"));

        assertThat(restraint.maxRate()).contains(5000L);
        assertThat(restraint.nicePercent()).contains(50);
        assertThat(texts(restraint)).containsExactly("lag(r1, r2)>5s", "sessions > 40", "autovacuum");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lag>5s",
                "lag>64MB",
                "lag(r1)>1min 30s",
                "lag(r1, replica two)>1.5GB",
                "wal-rate>50MB/s",
                "archive-queue>20",
                "archive-queue>1GB",
                "slots>5GB",
                "slots(search)>500 MB",
                "dead-rows>20%",
                "dead-rows>1_000_000",
                "dead-rows(vacuum)>5 %",
                "autovacuum",
                "sessions>40",
                "query(SELECT count(*) > 3 FROM jobs WHERE note <> ')' AND kind IN ('a', 'b'))",
                "file(/run/pause, please)",
                "http(https://shop.example:8443/healthy?deep=yes)",
                "during(08:00-18:00 Europe/Berlin)",
                "outside(22:00 - 6:00 UTC)",
            })
    void aConditionKeepsTheTextItIsReadFrom(String text) {
        List<Condition> conditions = Restraint.pauseWhen(text + ", sessions>1");

        assertThat(conditions).hasSize(2);
        assertThat(conditions.get(0).text()).isEqualTo(text);
        assertThat(Restraint.pauseWhen(conditions.get(0).text())).containsExactly(conditions.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    lagg>5s                           | TH101 | write "lag"
                    dead_rows>5%                      | TH101 | write "dead-rows"
                    weather                           | TH101 | write one of lag, wal-rate
                    lag                               | TH102 | such as 'lag>5s'; in a shell it needs the quotes
                    lag>                              | TH102 | such as 'lag>5s'
                    lag>5                             | TH103 | write it as 'lag>5s' or 'lag>64MB'
                    lag>5m                            | TH103 | write it as 'lag>5s' or 'lag>64MB'
                    lag(r1,)>5s                       | TH102 | write the names between commas
                    lag>5s,                           | TH102 | write conditions between commas
                    wal-rate>50MB                     | TH103 | write it as 'wal-rate>50MB/s'
                    wal-rate(r1)>50MB/s               | TH102 | leave "(r1)" out
                    archive-queue>many                | TH103 | write it as 'archive-queue>20'
                    slots>5                           | TH103 | write it as 'slots>5GB'
                    dead-rows>120%                    | TH103 | write it as 'dead-rows>20%'
                    dead-rows(analyze)>20%            | TH102 | write it as 'dead-rows(vacuum)>20%'
                    autovacuum>3                      | TH102 | leave ">3" out
                    sessions>-1                       | TH103 | write it as 'sessions>40'
                    query                             | TH102 | write it as 'query(SELECT count(*) > 100 FROM jobs)'
                    query(SELECT (1)                  | TH102 | close what is open
                    query(SELECT '1)                  | TH102 | close what is open
                    query(SELECT 1)>3                 | TH102 | leave ">3" out
                    file                              | TH102 | write it as 'file(/run/pause-backfill)'
                    http(shop.example/healthy)        | TH102 | write it as 'http(https://shop.example/healthy)'
                    http(file:///etc/passwd)          | TH102 | write it as 'http(https://shop.example/healthy)'
                    during(08:00-18:00)               | TH102 | add one, such as
                    during(08:00-18:00 Europe/Berln)  | TH102 | write one such as Europe/Berlin
                    during(8-18 UTC)                  | TH102 | write it as 'during(22:00-06:00 Europe/Berlin)'
                    during(25:00-18:00 UTC)           | TH102 | write times from 00:00 to 23:59
                    outside(08:00-08:00 UTC)          | TH102 | write two different times
                    """)
    void whatCannotBeUnderstoodIsRefusedWithAWayOut(String text, String code, String remedy) {
        assertThatThrownBy(() -> Restraint.pauseWhen(text))
                .hasMessageStartingWith(code)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    max-rat=5        | TH105 | write it as max-rate=…
                    pause_when=lag>1s | TH105 | write it as pause-when=…
                    sometimes        | TH105 | write one of max-rate=…, nice=… and pause-when=…
                    max-rate=0       | TH106 | write a whole number such as 5000
                    max-rate=fast    | TH106 | write a whole number such as 5000
                    nice=very        | TH106 | such as 50%
                    """)
    void anotherWayToHoldBackIsRefused(String text, String code, String remedy) {
        assertThatThrownBy(() -> Restraint.read(List.of(text)))
                .hasMessageStartingWith(code)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({"50%,50", "0.5,50", "2,200", "0,0", "150 %,150"})
    void nicenessIsAShareOfTheTimeOfABatch(String text, int percent) {
        assertThat(Restraint.nice(text)).isEqualTo(percent);
    }

    @Test
    void theRevisionAndTheConfigurationProtectTogether() {
        Restraint revision = Restraint.read(List.of("max-rate=100", "pause-when=outside(22:00-06:00 UTC)"));
        Restraint configuration = Restraint.read(List.of("max-rate=9", "nice=1", "pause-when=lag>5s"));

        Restraint both = revision.and(configuration);

        assertThat(both.maxRate()).contains(100L);
        assertThat(both.nicePercent()).contains(100);
        assertThat(texts(both)).containsExactly("outside(22:00-06:00 UTC)", "lag>5s");
    }

    @Test
    void whoeverRunsItHasTheLastWord() {
        Restraint configuration = Restraint.read(List.of("max-rate=9", "pause-when=lag>5s"));

        Restraint overruled = Restraint.read(List.of("pause-when=never")).orElse(configuration);

        assertThat(overruled.maxRate()).contains(9L);
        assertThat(overruled.pauseWhen()).contains(List.of());
        assertThat(Restraint.NONE.orElse(configuration)).isEqualTo(configuration);
    }

    @Test
    void everyProblemHasASection() throws IOException {
        List<String> sections = Files.readString(Path.of("..", "docs", "problems", "TH.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(Arrays.stream(ThrottleProblem.values())
                        .map(ThrottleProblem::code)
                        .toList());
    }

    @Test
    void everyConditionIsInTheGuide() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide", "backfills.md"));

        for (String name : ConditionReader.names()) {
            assertThat(guide).containsPattern("\\| `" + name + "[(>`]");
        }
    }

    private static List<String> texts(Restraint restraint) {
        return restraint.pauseWhen().orElseThrow().stream().map(Condition::text).toList();
    }
}
