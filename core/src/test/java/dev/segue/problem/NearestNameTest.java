package dev.segue.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void aSlipOfTheKeyIsForgiven() {
        assertThat(NearestName.to("upgarde", List.of("downgrade", "upgrade"))).contains("upgrade");
        assertThat(NearestName.to("lock_timout", List.of("lock_timeout", "statement_timeout")))
                .contains("lock_timeout");
    }

    @Test
    void twoLettersThatChangedPlacesAreOneSlip() {
        assertThat(NearestName.to("ulr", List.of("url", "user"))).contains("url");
        assertThat(NearestName.to("evn", List.of("env", "url"))).contains("env");
        assertThat(NearestName.to("lru", List.of("url"))).isEmpty();
    }

    @Test
    void theCaseDoesNotMatter() {
        assertThat(NearestName.to("HEAD", List.of("head", "base"))).contains("head");
    }

    @Test
    void theBeginningOfANameIsCloseToIt() {
        assertThat(NearestName.to("8f2", List.of("51d0c3e7a9f4", "8f2c41aa03b1")))
                .contains("8f2c41aa03b1");
    }

    @Test
    void aNameThatResemblesNothingGetsNoHint() {
        assertThat(NearestName.to("qprstuv", List.of("abranch", "d", "e"))).isEmpty();
        assertThat(NearestName.to("x", List.of())).isEmpty();
    }

    @Test
    void ofEquallyCloseNamesTheFirstInTheAlphabetIsProposed() {
        assertThat(NearestName.to("aac", List.of("aab", "aaa"))).contains("aaa");
    }
}
