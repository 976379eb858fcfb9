package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.schema.Index;
import dev.segue.schema.KnownSchema;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefaultNamesTest {

    private static final TableName USERS = TableName.of("public", "users");

    @Test
    void anIndexIsCalledAsPostgresqlCallsIt() {
        Index index = KnownSchema.index("users", "unused", "email", "name");

        assertThat(DefaultNames.of(index, USERS, Set.of())).isEqualTo(SqlName.of("users_email_name_idx"));
        assertThat(DefaultNames.of(index, USERS, Set.of("users_email_name_idx", "users_email_name_idx1")))
                .isEqualTo(SqlName.of("users_email_name_idx2"));
    }

    @Test
    void aLongNameIsCutWhereItIsLongest() {
        Index index = KnownSchema.index("users", "unused", "x".repeat(50));
        TableName table = TableName.of("public", "ü".repeat(30));

        String name = DefaultNames.of(index, table, Set.of()).text();

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(name).startsWith("üüüü").endsWith("x_idx");
    }
}
