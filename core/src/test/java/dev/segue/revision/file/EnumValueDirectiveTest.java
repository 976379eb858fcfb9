package dev.segue.revision.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnumValueDirectiveTest {

    @Test
    void itStandsAmongTheStatementsOfBothDirectionsAsOneOfThem() {
        RevisionContent content = read("""
                -- segue:upgrade
                UPDATE users SET note = 'x';
                -- segue:remove-enum-value mood 'sad' -> 'not ''so'' happy'
                -- segue:value 7
                ALTER TABLE users ADD COLUMN age int;

                -- segue:downgrade
                -- segue:remove-enum-value app."Mood" 'curious'
                """);

        List<Operation> upgrade = content.upgrade();
        assertThat(upgrade).hasSize(3);
        assertThat(upgrade.get(0)).isInstanceOf(ExecuteSql.class);
        assertThat(upgrade.get(1))
                .isEqualTo(new RemoveEnumValue(TableName.of("mood"), "sad", Optional.of("not 'so' happy")));
        assertThat(((Downgrade.Steps) content.downgrade()).operations())
                .containsExactly(new RemoveEnumValue(
                        new TableName(Optional.of(SqlName.of("app")), SqlName.of("Mood")),
                        "curious",
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mood",
                "'sad'",
                "mood sad",
                "mood 'sad' 'calm'",
                "mood 'sad' -> calm",
                "mood 'sad' ->",
                "mood 'sad"
            })
    void whatDoesNotNameAValueIsRefused(String argument) {
        assertThatThrownBy(() -> read("-- segue:upgrade\n-- segue:remove-enum-value " + argument + "\n"))
                .hasMessageContaining(RevisionFileProblem.DIRECTIVE_ARGUMENT.code())
                .hasMessageContaining("mood 'sad' -> 'calm'");
    }

    @Test
    void aMisspeltOneIsToldItsName() {
        assertThatThrownBy(() -> read("-- segue:upgrade\n-- segue:remove-enum-vlaue mood 'sad'\n"))
                .hasMessageContaining("write \"segue:remove-enum-value\"");
    }

    @Test
    void itNeitherStandsOutsideASectionNorAmongVerbatimStatementsNorBehindWordsForAnother() {
        String directive = "-- segue:remove-enum-value mood 'sad'\n";

        assertThatThrownBy(() -> read(directive + "-- segue:upgrade\nSELECT 1;"))
                .hasMessageContaining(RevisionFileProblem.DIRECTIVE_MISPLACED.code());
        assertThatThrownBy(() -> read("-- segue:upgrade\n-- segue:verbatim\n" + directive))
                .hasMessageContaining(RevisionFileProblem.CONTRADICTION.code());
        assertThatThrownBy(() -> read("-- segue:upgrade\n-- segue:value 7\n" + directive + "SELECT 1;"))
                .hasMessageContaining(RevisionFileProblem.DIRECTIVE_MISPLACED.code());
    }

    private static RevisionContent read(String text) {
        return SqlBody.read(new SourceText("1.sql", text), SqlSyntax.POSTGRESQL, false);
    }
}
