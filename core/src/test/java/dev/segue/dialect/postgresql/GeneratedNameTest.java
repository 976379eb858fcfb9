package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GeneratedNameTest {

    @Test
    void shortNamesStayAsTheyAre() {
        assertThat(name("segue_trash", "8f2c41aa", "display_name")).isEqualTo("segue_trash_8f2c41aa_display_name");
    }

    @Test
    void longNamesFitAndKeepTheirBeginning() {
        String name = name("segue_trash", "8f2c41aa", "x".repeat(60));

        assertThat(name).hasSize(63).startsWith("segue_trash_8f2c41aa_xxx");
    }

    @Test
    void longNamesThatDifferOnlyAtTheirEndsStayDifferent() {
        assertThat(name("segue", "a".repeat(59) + "b")).isNotEqualTo(name("segue", "a".repeat(59) + "c"));
    }

    @Test
    void theSamePartsGiveTheSameName() {
        assertThat(name("segue", "a".repeat(63))).isEqualTo(name("segue", "a".repeat(63)));
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (int length = 1; length <= 31; length++) {
            String name = name("segue", "x".repeat(1 + length % 4), "🐘".repeat(1 + length % 15), "ä".repeat(length));

            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isLessThanOrEqualTo(63);
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(name)
                    .doesNotContain("?", "\uFFFD");
        }
    }

    @Test
    void whereAPartEndsMakesADifference() {
        assertThat(name("segue", "order_item", "id")).isNotEqualTo(name("segue", "order", "item_id"));
    }

    @Test
    void whatPostgresqlCutsOffANameMakesNoDifference() {
        assertThat(name("segue", "a".repeat(63) + "b")).isEqualTo(name("segue", "a".repeat(63) + "c"));
    }

    private static String name(String... parts) {
        return GeneratedName.of(parts).text();
    }
}
