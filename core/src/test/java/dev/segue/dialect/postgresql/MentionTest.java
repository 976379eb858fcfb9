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
                "SELECT p.nickname FROM users, cut_off_before_p",
                "WITH x AS (INSERT INTO public.users AS u (id, nickname) VALUES ($1, $2)) INSERT INTO pets (id) SELECT 1 FROM x",
                "INSERT INTO pets (id, name) SELECT id, nickname FROM users",
                "INSERT INTO pets (id, name) (SELECT id, nickname FROM users)",
                "INSERT INTO pets (SELECT id, nickname FROM users)",
                "INSERT INTO pets SELECT f(id, nickname) FROM users",
                "SELECT f(nickname) FROM users",
                "BEGIN; SET work_mem = '1MB'; SELECT nickname FROM users",
                "(SELECT nickname FROM users) UNION SELECT 'a'",
                "PREPARE p AS SELECT nickname FROM users WHERE id = $1",
                "EXPLAIN (ANALYZE) UPDATE users SET nickname = 'a'",
                "VALUES ((SELECT max(nickname) FROM users))",
                "CREATE TEMP TABLE mine AS SELECT nickname FROM users",
                "MERGE INTO users u USING pets p ON p.id = u.id WHEN NOT MATCHED THEN INSERT (id, nickname) VALUES (1, 'a')",
                "COPY users (id, nickname) FROM STDIN",
                "SELECT id FROM users JOIN pets USING (nickname)",
                "SELECT U&\"x\", nickname FROM public.users",
                "SELECT public.users.nickname FROM public.users",
                "SELECT db.public.users.nickname FROM db.public.users"
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
                "WITH x AS (INSERT INTO pets (name, nickname) VALUES ($1, $2) RETURNING id) INSERT INTO users (id) SELECT id FROM x",
                "INSERT INTO public.pets AS p (nickname) SELECT name FROM users",
                "INSERT INTO old.users (nickname) SELECT name FROM users",
                "ALTER TABLE users RENAME COLUMN nickname TO called",
                "SELECT $$nickname$$, $tag$ nickname $tag$, E'\\'nickname' FROM users /* nickname",
                "SELECT nickname FROM pets; SELECT id FROM users",
                "SELECT old.users.nickname FROM old.users",
                "SELECT * FROM users",
                "INSERT INTO users VALUES (1, 'a')",
                "SELECT shop.nicknames.id FROM users, shop.nicknames",
                "CREATE INDEX ON users (nickname)",
                "VACUUM users",
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

    /** They mean something else, but to tell that takes the catalog; {@code --even-if-used} is the way out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT called nickname FROM users",
                "SELECT called AS nickname FROM users ORDER BY nickname",
                "SELECT users.id, nickname FROM users JOIN pets ON pets.owner = users.id",
                "MERGE INTO pets USING users ON true WHEN NOT MATCHED THEN INSERT (nickname) VALUES ('a')",
                "WITH users AS (SELECT 1 AS id) SELECT nickname FROM users JOIN pets USING (id)",
                "SELECT id FROM users /* a /* comment */ nickname */"
            })
    void whatMayBeItCountsAsNamed(String query) {
        assertThat(isNamed(COLUMN, query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM users",
                "SELECT id, u.* FROM users u",
                "SELECT DISTINCT * FROM public.users",
                "TABLE users",
                "INSERT INTO users VALUES (1, 'a')",
                "INSERT INTO public.users AS u SELECT 1, 'a'",
                "INSERT INTO users (SELECT 1, 'a')",
                "UPDATE users SET id = 1 RETURNING *",
                "COPY users TO STDOUT",
                "BEGIN; SELECT * FROM users"
            })
    void whoMeansAllColumnsNamesNone(String query) {
        assertThat(isNamed(COLUMN, query)).isFalse();
        assertThat(meansAll(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM users",
                "SELECT id * size FROM users",
                "INSERT INTO users (id) VALUES (1)",
                "INSERT INTO users AS u (id) SELECT 1",
                "COPY users (id) FROM STDIN",
                "SELECT * FROM pets",
                "SELECT * FROM old.users",
                "INSERT INTO pets SELECT id FROM users"
            })
    void whoNamesColumnsDoesNotMeanAll(String query) {
        assertThat(meansAll(query)).isFalse();
    }

    private static boolean meansAll(String query) {
        return Mention.in(query).stream().anyMatch(mention -> mention.ofAllColumns(COLUMN.table()));
    }

    private static boolean isNamed(OldName name, String query) {
        return Mention.in(query).stream().anyMatch(mention -> mention.of(name));
    }
}
