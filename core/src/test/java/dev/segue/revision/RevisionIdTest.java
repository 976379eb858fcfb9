package dev.segue.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"8f2c41aa03b1", "1.2.3", "_x", "größe", "版本二", "Ⅷ", "x²", "\uD835\uDD38", "İı", "a..b"})
    void lettersDigitsUnderscoresAndDotsMakeAnId(String text) {
        assertThat(RevisionId.isValid(text)).isTrue();
        assertThat(new RevisionId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".x", "..", "a b", "a-b", "a+1", "a@head", "a:b", "../x", "a/b", "a\\b", "a'b", "a\n", "\uD835",
                "a\u0301"
            })
    void anythingElseDoesNot(String text) {
        assertThat(RevisionId.isValid(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new RevisionId(text));
    }

    @Test
    void anIdHasAtMost255Characters() {
        assertThat(RevisionId.isValid("x".repeat(255))).isTrue();
        assertThat(RevisionId.isValid("\uD835\uDD38".repeat(255))).isTrue();
        assertThat(RevisionId.isValid("x".repeat(256))).isFalse();
    }

    @Test
    void idsAreEqualByTheirTextAndOrderedByIt() {
        assertThat(new RevisionId("a")).isEqualTo(new RevisionId("a")).hasSameHashCodeAs(new RevisionId("a"));
        assertThat(new RevisionId("a")).isNotEqualTo(new RevisionId("b")).isLessThan(new RevisionId("b"));
    }
}
