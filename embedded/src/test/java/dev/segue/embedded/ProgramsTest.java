package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramsTest {

    @Test
    void aProgramSeesOurEnvironmentAndNothingElse() {
        Programs.Outcome outcome = Programs.run(Path.of("/"), List.of("sh", "-c", "pwd; env | sort"));

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.output().lines())
                .contains("/", "LANG=C", "LC_ALL=C", "TZ=UTC")
                .filteredOn(line -> !line.startsWith("PATH="))
                .hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void aProgramThatIsNotThereIsAFailureLikeAnyOther() {
        assertThat(Programs.run(Path.of("/"), List.of("no-such-program")).isSuccess())
                .isFalse();
        assertThat(Programs.find("no-such-program")).isEmpty();
        assertThat(Programs.find("sh")).get().matches(Path::isAbsolute);
    }
}
