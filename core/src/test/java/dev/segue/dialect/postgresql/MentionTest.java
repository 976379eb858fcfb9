package dev.segue.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.dialect.OldName;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionTest {

    private static final OldName COLUMN =
            new OldName(TableName.of("public", "users"), Optional.of(SqlName.of("nickname")));

    private static final OldName TABLE = new OldName(TableName.of("public", "users"), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nickname FROM users",
                "select U.NICKNAME from Public.Users U",
                "/* a comment of a tool */ UPDATE users SET \"nickname\" = $1 WHERE id IN (1, 2)",
                "INSERT INTO users(id, nickname) VALUES ($1, $2)",
                "WITH x AS (SELECT 1) SELECT * FROM users WHERE nickname = 'cut off in the mid",
                "SELECT count(*) FROM \"public\".\"users\" GROUP BY nickname -- cut off",
                "SELECT p.name, nickname FROM users JOIN pets p ON p.owner = users.id",
                "SELECT p.nickname FROM users p, pets",
                "SELECT p.nickname FROM users AS p JOIN pets ON true",
                "SELECT p.nickname FROM ONLY users * p",
                "SELECT pets.nickname FROM users pets",
                "SELECT x.nickname FROM (SELECT * FROM users) x",
                "WITH x AS (SELECT * FROM users) SELECT x.nickname FROM x",
                "WITH y AS (SELECT 1), x (a, nickname) AS (SELECT * FROM users) SELECT p.nickname FROM x p",
                "SELECT (SELECT p.nickname FROM pets p LIMIT 1) FROM users p",
                "SELECT p.nickname FROM pets p, LATERAL (SELECT * FROM users p WHERE p.nickname > 'a') x",
                "INSERT INTO users (id, name) SELECT id, 'a' FROM pets ON CONFLICT (id) DO UPDATE SET name = excluded.nickname",
                "SELECT p.nickname FROM users, cut_off_before_p"
            })
    void aColumnIsNamedWhereItsTableIsNamedToo(String query) {
        assertThat(isNamed(COLUMN, query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nickname FROM pets",
                "SELECT nickname FROM old.users",
                "SELECT called AS nickname FROM users",
                "SELECT nickname(id) FROM users",
                "SELECT 'nickname' FROM users -- nickname",
                "SELECT \"Nickname\" FROM users",
                "SELECT nicknames FROM users",
                "SELECT users.name, pets.nickname FROM users JOIN pets ON pets.owner = users.id",
                "SELECT u.name, p.nickname FROM users u, public.pets AS p WHERE p.owner = u.id",
                "UPDATE pets SET name = 'a' FROM users WHERE owner = users.id AND pets.nickname = 'b'",
                "SELECT p.\"nickname\" FROM pets p JOIN users u ON u.id = p.owner",
                "ALTER TABLE users RENAME COLUMN nickname TO called",
                "UPDATE /* segue */ ONLY users SET called = nickname",
                "<insufficient privilege>",
                ""
            })
    void anotherColumnOrAnotherTableIsNoUseOfIt(String query) {
        assertThat(isNamed(COLUMN, query)).isFalse();
    }

    @Test
    void aTableIsNamedWhateverIsReadOfIt() {
        assertThat(isNamed(TABLE, "SELECT 1 FROM orders JOIN users USING (id)")).isTrue();
        assertThat(isNamed(TABLE, "COPY users TO STDOUT")).isTrue();
        assertThat(isNamed(TABLE, "SELECT o.users FROM orders o")).isFalse();
        assertThat(isNamed(TABLE, "CREATE VIEW v AS SELECT * FROM users")).isFalse();
    }

    private static boolean isNamed(OldName name, String query) {
        return Mention.in(query).filter(mention -> mention.of(name)).isPresent();
    }
}
