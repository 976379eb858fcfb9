package dev.segue.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.sql.DrivenStatement;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's statement is cut exactly where the range belongs, or refused with its reason. */
class DrivenStatementReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                // UPDATE
                "UPDATE orders SET a = 1 => UPDATE ONLY rel AS \"orders\" SET a = 1 WHERE (RANGE)",
                "UPDATE orders SET a=-1 => UPDATE ONLY rel AS \"orders\" SET a=-1 WHERE (RANGE)",
                "UPDATE orders SET a = 1 WHERE a IS NULL => UPDATE ONLY rel AS \"orders\" SET a = 1 WHERE (RANGE) AND (a IS NULL)",
                "UPDATE orders SET a = 1 WHERE b OR c => UPDATE ONLY rel AS \"orders\" SET a = 1 WHERE (RANGE) AND (b OR c)",
                "UPDATE ONLY app.orders * AS o SET a = 1 => UPDATE ONLY rel AS \"o\" SET a = 1 WHERE (RANGE)",
                "UPDATE orders o SET a = 1 => UPDATE ONLY rel AS \"o\" SET a = 1 WHERE (RANGE)",
                "update \"Orders\" set a = 1 => update ONLY rel AS \"Orders\" set a = 1 WHERE (RANGE)",
                "UPDATE \"where\" SET \"from\" = \"returning\" WHERE \"set\" => UPDATE ONLY rel AS \"where\" SET \"from\" = \"returning\" WHERE (RANGE) AND (\"set\")",
                "UPDATE orders SET a = o.where, b = 2 WHERE o.from = 1 => UPDATE ONLY rel AS \"orders\" SET a = o.where, b = 2 WHERE (RANGE) AND (o.from = 1)",
                "UPDATE orders SET a = (SELECT x FROM t WHERE t.id = orders.id LIMIT 1) => UPDATE ONLY rel AS \"orders\" SET a = (SELECT x FROM t WHERE t.id = orders.id LIMIT 1) WHERE (RANGE)",
                "UPDATE orders SET (a, b) = (SELECT x, y FROM t WHERE t.id = orders.id) WHERE a IS NULL => UPDATE ONLY rel AS \"orders\" SET (a, b) = (SELECT x, y FROM t WHERE t.id = orders.id) WHERE (RANGE) AND (a IS NULL)",
                "UPDATE orders o SET a = u.id FROM users u JOIN x ON x.id = u.x WHERE u.n = o.n => UPDATE ONLY rel AS \"o\" SET a = u.id FROM users u JOIN x ON x.id = u.x WHERE (RANGE) AND (u.n = o.n)",
                "UPDATE orders SET a = b IS DISTINCT FROM c WHERE d IS NOT DISTINCT FROM e => UPDATE ONLY rel AS \"orders\" SET a = b IS DISTINCT FROM c WHERE (RANGE) AND (d IS NOT DISTINCT FROM e)",
                "UPDATE orders SET a = extract(year FROM b), c = substring(d FROM 1 FOR 2) => UPDATE ONLY rel AS \"orders\" SET a = extract(year FROM b), c = substring(d FROM 1 FOR 2) WHERE (RANGE)",
                "UPDATE orders SET a = 1 RETURNING id, a => UPDATE ONLY rel AS \"orders\" SET a = 1 WHERE (RANGE)",
                "UPDATE orders SET a = 1 WHERE b RETURNING * => UPDATE ONLY rel AS \"orders\" SET a = 1 WHERE (RANGE) AND (b)",
                "UPDATE app.orders SET a = app.orders.b WHERE app.orders.a IS NULL => UPDATE ONLY rel AS \"orders\" SET a = orders.b WHERE (RANGE) AND (orders.a IS NULL)",
                "UPDATE app.orders SET a = x.app.orders => UPDATE ONLY rel AS \"orders\" SET a = x.app.orders WHERE (RANGE)",
                "UPDATE orders SET a = $$ WHERE $$, b = $x$ FROM t WHERE $x$ => UPDATE ONLY rel AS \"orders\" SET a = $$ WHERE $$, b = $x$ FROM t WHERE $x$ WHERE (RANGE)",
                "UPDATE orders SET a = 'WHERE ''x' /* WHERE */ WHERE b => UPDATE ONLY rel AS \"orders\" SET a = 'WHERE ''x' /* WHERE */ WHERE (RANGE) AND (b)",
                "UPDATE orders SET a = E'\\' WHERE ' WHERE b => UPDATE ONLY rel AS \"orders\" SET a = E'\\' WHERE ' WHERE (RANGE) AND (b)",
                "UPDATE orders SET a[1] = 2, b.c = 3 => UPDATE ONLY rel AS \"orders\" SET a[1] = 2, b.c = 3 WHERE (RANGE)",
                "WITH x AS (SELECT id FROM t WHERE z), y (k) AS NOT MATERIALIZED (SELECT 1) UPDATE orders SET a = 1 FROM x WHERE x.id = orders.id => WITH x AS (SELECT id FROM t WHERE z), y (k) AS NOT MATERIALIZED (SELECT 1) UPDATE ONLY rel AS \"orders\" SET a = 1 FROM x WHERE (RANGE) AND (x.id = orders.id)",
                // DELETE
                "DELETE FROM orders => DELETE FROM ONLY rel AS \"orders\" WHERE (RANGE)",
                "DELETE FROM ONLY app.orders AS o USING users u, x WHERE u.id = o.user_id AND NOT u.active RETURNING o.id => DELETE FROM ONLY rel AS \"o\" USING users u, x WHERE (RANGE) AND (u.id = o.user_id AND NOT u.active)",
                "DELETE FROM orders WHERE set = 1 => DELETE FROM ONLY rel AS \"orders\" WHERE (RANGE) AND (set = 1)",
                "DELETE FROM orders o WHERE EXISTS (SELECT FROM t WHERE t.id = o.id) => DELETE FROM ONLY rel AS \"o\" WHERE (RANGE) AND (EXISTS (SELECT FROM t WHERE t.id = o.id))",
                // INSERT … SELECT
                "INSERT INTO archive SELECT * FROM orders => INSERT INTO archive SELECT * FROM ONLY rel AS \"orders\" WHERE (RANGE)",
                "INSERT INTO archive AS a (id, n) OVERRIDING SYSTEM VALUE SELECT id, n FROM orders o WHERE n > 1 ON CONFLICT (id) DO UPDATE SET n = excluded.n WHERE a.n < 5 => INSERT INTO archive AS a (id, n) OVERRIDING SYSTEM VALUE SELECT id, n FROM ONLY rel AS \"o\" WHERE (RANGE) AND (n > 1) ON CONFLICT (id) DO UPDATE SET n = excluded.n WHERE a.n < 5",
                "INSERT INTO archive SELECT * FROM orders ON CONFLICT DO NOTHING RETURNING id => INSERT INTO archive SELECT * FROM ONLY rel AS \"orders\" WHERE (RANGE)  ON CONFLICT DO NOTHING",
                "INSERT INTO archive (id) (SELECT id FROM orders WHERE n) ON CONFLICT DO NOTHING => INSERT INTO archive (id) (SELECT id FROM ONLY rel AS \"orders\" WHERE (RANGE) AND (n)) ON CONFLICT DO NOTHING",
                "INSERT INTO archive ((SELECT id FROM orders)) => INSERT INTO archive ((SELECT id FROM ONLY rel AS \"orders\" WHERE (RANGE) ))",
                "INSERT INTO archive SELECT o.id, u.n FROM orders o LEFT JOIN users u ON u.id = o.user_id WHERE o.x => INSERT INTO archive SELECT o.id, u.n FROM ONLY rel AS \"o\" LEFT JOIN users u ON u.id = o.user_id WHERE (RANGE) AND (o.x)",
                "INSERT INTO archive SELECT id FROM orders ORDER BY id FOR UPDATE => INSERT INTO archive SELECT id FROM ONLY rel AS \"orders\" WHERE (RANGE)  ORDER BY id FOR UPDATE",
                "INSERT INTO archive SELECT id, (SELECT count(*) FROM l WHERE l.o = orders.id) FROM orders => INSERT INTO archive SELECT id, (SELECT count(*) FROM l WHERE l.o = orders.id) FROM ONLY rel AS \"orders\" WHERE (RANGE)",
                "INSERT INTO archive SELECT o.id, l.n FROM orders o, LATERAL (SELECT n FROM l ORDER BY n LIMIT 1) l => INSERT INTO archive SELECT o.id, l.n FROM ONLY rel AS \"o\", LATERAL (SELECT n FROM l ORDER BY n LIMIT 1) l WHERE (RANGE)",
                "INSERT INTO archive WITH c AS (SELECT 1 AS one) SELECT o.id, c.one FROM c, orders o => INSERT INTO archive WITH c AS (SELECT 1 AS one) SELECT o.id, c.one FROM c, ONLY rel AS \"o\" WHERE (RANGE)",
                "INSERT INTO orders (n) SELECT n + 1 FROM orders => INSERT INTO orders (n) SELECT n + 1 FROM ONLY rel AS \"orders\" WHERE (RANGE)",
                "INSERT INTO a SELECT count, max AS \"limit\" FROM orders AS o CROSS JOIN generate_series(1, 3) AS g => INSERT INTO a SELECT count, max AS \"limit\" FROM ONLY rel AS \"o\" CROSS JOIN generate_series(1, 3) AS g WHERE (RANGE)",
                "INSERT INTO a SELECT id AS from FROM orders => INSERT INTO a SELECT id AS from FROM ONLY rel AS \"orders\" WHERE (RANGE)",
            })
    void theRangeGoesWhereTheRowsAreChosen(String written, String expected) {
        assertThat(read(written).over("rel", "RANGE").strip()).isEqualTo(expected);
    }

    @Test
    void commentsWithClausesInThemMeanNothing() {
        DrivenStatement driven = read("""
                UPDATE orders -- WHERE FROM
                SET a = b /* FROM x WHERE y /* nested */ */ -- RETURNING
                -- WHERE
                WHERE -- the rows
                  a IS NULL -- that need it""");

        assertThat(driven.over("rel", "RANGE")).isEqualTo("""
                UPDATE ONLY rel AS "orders" -- WHERE FROM
                SET a = b /* FROM x WHERE y /* nested */ */ -- RETURNING
                -- WHERE
                WHERE -- the rows
                  (RANGE) AND (a IS NULL)""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "SELECT 1 => BF201",
                "TRUNCATE orders => BF201",
                "INSERT INTO a VALUES (1) => BF201",
                "INSERT INTO a DEFAULT VALUES => BF201",
                "INSERT INTO a TABLE orders => BF201",
                "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE => BF201",
                "INSERT INTO a SELECT DISTINCT id FROM orders => BF202",
                "INSERT INTO a SELECT DISTINCT ON (x) id FROM orders => BF202",
                "INSERT INTO a SELECT id FROM orders LIMIT 5 => BF202",
                "INSERT INTO a SELECT id FROM orders OFFSET 5 => BF202",
                "INSERT INTO a SELECT id FROM orders FETCH FIRST ROW ONLY => BF202",
                "INSERT INTO a SELECT x, count(*) FROM orders GROUP BY x => BF202",
                "INSERT INTO a SELECT count(*) FROM orders => BF202",
                "INSERT INTO a SELECT coalesce(pg_catalog.max(id), 0) + 1 FROM orders => BF202",
                "INSERT INTO a SELECT \"sum\"(id) FROM orders => BF202",
                "INSERT INTO a SELECT row_number() OVER (ORDER BY id) FROM orders => BF202",
                "INSERT INTO a SELECT mode() WITHIN GROUP (ORDER BY id) FROM orders => BF202",
                "INSERT INTO a SELECT id FROM orders HAVING true => BF202",
                "INSERT INTO a SELECT id FROM orders UNION ALL SELECT id FROM others => BF202",
                "INSERT INTO a SELECT id FROM orders EXCEPT SELECT id FROM others => BF202",
                "WITH moved AS (DELETE FROM orders RETURNING *) INSERT INTO a SELECT * FROM moved => BF202",
                "WITH x AS (INSERT INTO y VALUES (1)) UPDATE orders SET a = 1 => BF202",
                "UPDATE orders SET a = 1 WHERE CURRENT OF c => BF202",
                "UPDATE orders SET a = 1 RETURNING nextval('s') => BF202",
                "INSERT INTO a SELECT 1 => BF203",
                "INSERT INTO a SELECT * FROM generate_series(1, 3) => BF203",
                "INSERT INTO a SELECT * FROM (SELECT * FROM orders) o => BF203",
                "WITH c AS (SELECT 1) INSERT INTO a SELECT * FROM c => BF203",
                "INSERT INTO a SELECT * FROM orders RIGHT JOIN b ON true => BF203",
                "INSERT INTO a SELECT * FROM orders FULL OUTER JOIN b ON true => BF203",
                "INSERT INTO a SELECT * FROM orders TABLESAMPLE system (1) => BF203",
                "INSERT INTO a SELECT * FROM orders AS o (x, y) => BF203",
                "INSERT INTO a SELECT * FROM orders JOIN b JOIN c ON true ON true => BF204",
                "UPDATE one.two.three SET a = 1 => BF204",
                "UPDATE orders a b SET a = 1 => BF204",
                "UPDATE orders SET => BF204",
                "UPDATE orders SET a = 1 WHERE => BF204",
                "DELETE FROM => BF204",
                "DELETE FROM orders o p => BF204",
            })
    void whatWouldDoSomethingElseInPartsIsRefused(String written, String code) {
        Problem problem = problem(written, Optional.empty());

        assertThat(problem.code().code()).as(problem.text()).isEqualTo(code);
        assertThat(problem.excerpt()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "b => INSERT INTO x SELECT * FROM a JOIN ONLY rel AS \"b\" ON a.id = b.id, app.c WHERE (RANGE)",
                "c => INSERT INTO x SELECT * FROM a JOIN b ON a.id = b.id, ONLY rel AS \"c\" WHERE (RANGE)",
                "app.c => INSERT INTO x SELECT * FROM a JOIN b ON a.id = b.id, ONLY rel AS \"c\" WHERE (RANGE)",
            })
    void theTableThatDrivesCanBeNamed(String named, String expected) {
        DrivenStatement driven = DrivenStatementReader.read(
                statement("INSERT INTO x SELECT * FROM a JOIN b ON a.id = b.id, app.c"),
                TableName.parse(named, SqlSyntax.POSTGRESQL));

        assertThat(driven.over("rel", "RANGE").strip()).isEqualTo(expected);
    }

    @Test
    void aTableThatIsNotThereOrTwiceOrOnTheWrongSideCannotDrive() {
        String twice = "INSERT INTO x SELECT * FROM a JOIN a AS b ON true";

        assertThat(problem(twice, Optional.of(TableName.of("a"))).headline()).contains("more than once");
        assertThat(problem(twice, Optional.of(TableName.of("c"))).headline()).contains("does not name c");
        assertThat(problem("INSERT INTO x SELECT * FROM a LEFT JOIN b ON true", Optional.of(TableName.of("b")))
                        .headline())
                .contains("outer join");
        assertThat(problem("UPDATE a SET n = 1 FROM b WHERE true", Optional.of(TableName.of("b")))
                        .headline())
                .contains("changes a");
    }

    @Test
    void whatIsWrittenIsKnown() {
        DrivenStatement driven = read("UPDATE app.orders AS o SET a = f(x, y), \"B\" = c + 1, (d, e) = (1, 2), g[1] = 2"
                + " FROM users u WHERE o.a IS NULL AND u.id = o.u");

        assertThat(driven.changed())
                .containsExactly(SqlName.of("a"), SqlName.of("B"), SqlName.of("d"), SqlName.of("e"), SqlName.of("g"));
        assertThat(driven.assignments().stream().map(assignment -> driven.part(assignment.value())))
                .containsExactly("f(x, y)", "c + 1");
        assertThat(driven.others().map(driven::part)).contains("users u");
        assertThat(driven.condition().map(driven::part)).contains("o.a IS NULL AND u.id = o.u");
        assertThat(driven.tellsWhatIsDone()).isTrue();
    }

    @Test
    void onlySomeStatementsTellARowThatIsDone() {
        assertThat(read("UPDATE orders SET a = a + 1").tellsWhatIsDone()).isFalse();
        assertThat(read("UPDATE orders SET a = a + 1 WHERE b = 1").tellsWhatIsDone())
                .isFalse();
        assertThat(read("DELETE FROM orders WHERE b = 1").tellsWhatIsDone()).isTrue();
        assertThat(read("INSERT INTO x SELECT * FROM orders").tellsWhatIsDone()).isFalse();
        assertThat(read("INSERT INTO x SELECT * FROM orders ON CONFLICT DO NOTHING")
                        .tellsWhatIsDone())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "a IS NULL => true",
                "o.a is null AND b > 1 => true",
                "b > 1 AND a IS NULL => true",
                "(b OR c) AND \"a\" IS NULL => true",
                "b IS NULL => false",
                "a IS NULL OR b => false",
                "NOT a IS NULL => false",
                "NOT (a IS NULL) => false",
                "a IS NULL IS FALSE => false",
                "(SELECT a IS NULL) => false",
                "b = ' AND a IS NULL' => false",
                "a IS NOT NULL => false",
            })
    void anUpdateThatFillsGapsTakesNoRowTwice(String condition, boolean expected) {
        assertThat(read("UPDATE orders o SET a = 1 WHERE " + condition).fillsGaps())
                .isEqualTo(expected);
    }

    private static DrivenStatement read(String sql) {
        return DrivenStatementReader.read(statement(sql), Optional.empty());
    }

    private static Problem problem(String sql, Optional<TableName> named) {
        SegueException refused =
                catchThrowableOfType(SegueException.class, () -> DrivenStatementReader.read(statement(sql), named));
        assertThat(refused).as(sql).isNotNull();
        return refused.problem();
    }

    private static SqlStatement statement(String sql) {
        return SqlStatement.of("test.sql", sql, SqlSyntax.POSTGRESQL);
    }
}
