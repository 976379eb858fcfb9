package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.segue.problem.SegueException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTemplateTest {

    private static final SqlTemplate ADD_COLUMN = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD COLUMN {column} {type}
            """);

    @Test
    void quotesNamesForTheDatabase() {
        SqlTemplate filled = ADD_COLUMN
                .with("table", TableName.of("app", "Group"))
                .with("column", SqlName.of("a\"b`c"))
                .withSql("type", "bigint");

        assertThat(filled.sql(SqlSyntax.POSTGRESQL))
                .isEqualTo("ALTER TABLE \"app\".\"Group\"\n  ADD COLUMN \"a\"\"b`c\" bigint");
        assertThat(filled.sql(SqlSyntax.MYSQL)).isEqualTo("ALTER TABLE `app`.`Group`\n  ADD COLUMN `a\"b``c` bigint");
    }

    @Test
    void hostileNamesStayNames() {
        String hostile = "x\"; DROP TABLE t; -- {type}";

        String sql = ADD_COLUMN
                .with("table", TableName.of(hostile))
                .with("column", SqlName.of("日本".repeat(40)))
                .withSql("type", "text")
                .sql(SqlSyntax.POSTGRESQL);

        List<SqlStatement> statements = SqlScanner.scan(new SourceText("a.sql", sql), SqlSyntax.POSTGRESQL)
                .statements();
        assertThat(statements).hasSize(1);
        assertThat(TableName.at(statements.get(0), 2)).hasValue(TableName.of(hostile));
    }

    @Test
    void nothingEndsTheBodyThatItStandsIn() {
        SqlTemplate block =
                SqlTemplate.of("DO $segue$ BEGIN {statements} PERFORM '$1'; LOCK TABLE {table}; END $segue$");
        String hostile = "x$segue$; DROP TABLE t; --";
        String drop = SqlTemplate.of("DROP TABLE {table};")
                .with("table", TableName.of(hostile))
                .sql(SqlSyntax.POSTGRESQL);

        for (SqlTemplate filled : List.of(
                block.withSql("statements", drop).with("table", TableName.of("t")),
                block.withSql("statements", "NULL;").with("table", TableName.of(hostile)))) {
            assertThatExceptionOfType(SegueException.class)
                    .isThrownBy(() -> filled.sql(SqlSyntax.POSTGRESQL))
                    .satisfies(failure ->
                            assertThat(failure.problem().code().code()).isEqualTo("SQ120"))
                    .withMessageContaining("$segue$");
        }
    }

    @Test
    void outsideOfABodyATagIsPartOfANameLikeAnythingElse() {
        SqlTemplate function = SqlTemplate.of(
                "CREATE FUNCTION {name}() AS $a$ SELECT $b$x$b$ $a$; COMMENT ON FUNCTION {name} IS {text}");

        String sql = function.with("name", SqlName.of("f$a$"))
                .withLiteral("text", "$a$")
                .sql(SqlSyntax.POSTGRESQL);

        assertThat(SqlScanner.scan(new SourceText("a.sql", sql), SqlSyntax.POSTGRESQL)
                        .statements())
                .hasSize(2);
    }

    @Test
    void fillsListsAndLiterals() {
        SqlTemplate template =
                SqlTemplate.of("CREATE INDEX ON {table} ({columns}); COMMENT ON TABLE {table} IS {text}");

        String sql = template.with("columns", List.of(SqlName.of("a"), SqlName.of("B")))
                .with("table", SqlName.of("t"))
                .withLiteral("text", "it's {table}")
                .sql(SqlSyntax.SQLITE);

        assertThat(sql).isEqualTo("CREATE INDEX ON \"t\" (\"a\", \"B\"); COMMENT ON TABLE \"t\" IS 'it''s {table}'");
    }

    @Test
    void aTemplateIsNeverChanged() {
        SqlTemplate template = SqlTemplate.of("DROP TABLE {table}");

        String first = template.with("table", TableName.of("a")).sql(SqlSyntax.SQLITE);
        String second = template.with("table", TableName.of("b")).sql(SqlSyntax.SQLITE);

        assertThat(List.of(first, second)).containsExactly("DROP TABLE \"a\"", "DROP TABLE \"b\"");
    }

    @Test
    void bracesAroundAnythingElseAreNoHole() {
        String text = "SELECT '{}'::jsonb, '{1,2}', '{\"a\": {\"b\": 1}}', {Name}, {a b}, {";

        assertThat(SqlTemplate.of(text).sql(SqlSyntax.POSTGRESQL)).isEqualTo(text);
    }

    @Test
    void refusesHolesThatAreOpenUnknownOrFilledTwice() {
        SqlTemplate half = ADD_COLUMN.with("table", TableName.of("t"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.sql(SqlSyntax.SQLITE))
                .withMessageContaining("{column}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.withSql("colunm", "a"))
                .withMessageContaining("{colunm}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.with("table", TableName.of("u")))
                .withMessageContaining("{table}");
    }

    @Test
    void refusesANameThatWouldEndTheBodyAroundIt() {
        SqlTemplate template = SqlTemplate.of("CREATE FUNCTION f() AS $body$ SELECT {column}; $body$");

        String harmless = template.with("column", SqlName.of("a$$b$x$")).sql(SqlSyntax.POSTGRESQL);
        SqlTemplate harmful = template.with("column", SqlName.of("a$body$; DROP TABLE t; --"));

        assertThat(harmless).contains("SELECT \"a$$b$x$\";");
        assertThatExceptionOfType(SegueException.class)
                .isThrownBy(() -> harmful.sql(SqlSyntax.POSTGRESQL))
                .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo(SqlProblem.NAME_HOLDS_DOLLAR_TAG))
                .withMessageContaining("$body$");
    }
}
