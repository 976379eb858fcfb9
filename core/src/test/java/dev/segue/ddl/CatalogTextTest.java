package dev.segue.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what the catalog prints, and writing it again. */
class CatalogTextTest {

    @Test
    void anIndexIsReadWithEverythingThatItHas() {
        Index index = DdlReader.index("CREATE UNIQUE INDEX \"Idx\" ON app.users USING btree (lower((email)::text)"
                        + " COLLATE \"C\" text_pattern_ops, created_at DESC NULLS LAST) INCLUDE (meta) NULLS NOT DISTINCT"
                        + " WITH (fillfactor='90') WHERE (email IS NOT NULL)")
                .orElseThrow();

        assertThat(index.name()).contains(SqlName.of("Idx"));
        assertThat(index.table()).isEqualTo(TableName.of("app", "users"));
        assertThat(index.isUnique()).isTrue();
        assertThat(index.method()).isEqualTo("btree");
        assertThat(index.parts().get(0).expression()).contains(SqlExpression.of("lower((email)::text)"));
        assertThat(index.parts().get(0).collation()).contains(TableName.of("C"));
        assertThat(index.parts().get(0).operatorClass()).contains("text_pattern_ops");
        assertThat(index.parts().get(1).column()).contains(SqlName.of("created_at"));
        assertThat(index.parts().get(1).isDescending()).isTrue();
        assertThat(index.parts().get(1).nullsFirst()).contains(false);
        assertThat(index.include()).containsExactly(SqlName.of("meta"));
        assertThat(index.areNullsDistinct()).isFalse();
        assertThat(index.parameters()).isEqualTo("fillfactor='90'");
        assertThat(index.predicate()).contains(SqlExpression.of("email IS NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(a > 0)                | a > 0",
                "((a > 0) AND (b > 0))  | (a > 0) AND (b > 0)",
                "(a > 0) AND (b > 0)    | (a > 0) AND (b > 0)",
                "(a <> ')'::text)       | a <> ')'::text",
                "lower(a)               | lower(a)",
                "a; b                   | a; b",
            })
    void anExpressionIsReadWithoutTheParenthesesThatEncloseAllOfIt(String printed, String expression) {
        assertThat(DdlReader.expression(printed)).isEqualTo(SqlExpression.of(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t USING btree (a, b DESC, c NULLS FIRST)",
                "CREATE INDEX i ON ONLY app.t USING gin (doc jsonb_path_ops)",
                "CREATE INDEX i ON t USING gist (a gist_trgm_ops (siglen='32'))",
                "CREATE INDEX i ON t USING btree (((a + b)), (a)) TABLESPACE fast",
                "CREATE INDEX i ON t (app.f(a, ')'), coalesce(a, b)) WHERE a > 0 AND (b > 0)",
            })
    void anIndexThatIsWrittenReadsAsTheSame(String definition) {
        Index index = DdlReader.index(definition).orElseThrow();

        assertThat(DdlReader.index(DdlWriter.index(index, true, true))).contains(index);
    }

    @Test
    void anIndexIsWrittenWithItsNamesInQuotes() {
        Index index = DdlReader.index("create index on t (a, (b || c) desc)").orElseThrow();

        assertThat(DdlWriter.index(index, true, false))
                .isEqualTo("CREATE INDEX CONCURRENTLY ON \"t\" USING btree (\"a\", (b || c) DESC)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRIMARY KEY (\"id\")",
                "PRIMARY KEY (\"id\", \"during\" WITHOUT OVERLAPS)",
                "PRIMARY KEY (\"a\") INCLUDE (\"b\") WITH (fillfactor=70) USING INDEX TABLESPACE fast",
                "UNIQUE NULLS NOT DISTINCT (\"a\", \"b\") DEFERRABLE",
                "FOREIGN KEY (\"a\", \"b\") REFERENCES \"app\".\"ref\" (\"x\", \"y\") MATCH FULL ON UPDATE CASCADE"
                        + " ON DELETE SET NULL (\"a\") DEFERRABLE INITIALLY DEFERRED",
                "FOREIGN KEY (\"a\", PERIOD \"b\") REFERENCES \"ref\" (\"a\", PERIOD \"b\")",
                "FOREIGN KEY (\"a\") REFERENCES \"ref\"",
                "CHECK (a > 0 AND (b IS NULL)) NO INHERIT",
                "CHECK (a > 0) NOT ENFORCED",
                "EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled) DEFERRABLE",
            })
    void aConstraintThatIsReadIsWrittenAsItWas(String definition) {
        Constraint constraint = DdlReader.constraint(Optional.of(SqlName.of("rule")), definition)
                .orElseThrow();

        assertThat(DdlWriter.constraint(constraint)).isEqualTo("CONSTRAINT \"rule\" " + definition);
    }

    @Test
    void aConditionIsReadWithoutTheParenthesesThatTheCatalogAdds() {
        Constraint.Check check = (Constraint.Check)
                DdlReader.constraint(Optional.empty(), "CHECK (((price > 0) AND (width > price))) NOT VALID")
                        .orElseThrow();

        assertThat(check.condition()).isEqualTo(SqlExpression.of("(price > 0) AND (width > price)"));
        assertThat(check.columns()).containsExactly(SqlName.of("price"), SqlName.of("width"));
        assertThat(check.isValidated()).isFalse();
        assertThat(DdlWriter.constraintNotValid(check)).isEqualTo("CHECK ((price > 0) AND (width > price)) NOT VALID");
    }

    @Test
    void attributesOfAConstraintMayStandInAnyOrder() {
        Constraint.ForeignKey key = (Constraint.ForeignKey) DdlReader.constraint(
                        Optional.empty(),
                        "CONSTRAINT fk FOREIGN KEY (a) REFERENCES r ON DELETE CASCADE NOT VALID INITIALLY DEFERRED DEFERRABLE")
                .orElseThrow();

        assertThat(key.name()).contains(SqlName.of("fk"));
        assertThat(key.onDelete()).isEqualTo("CASCADE");
        assertThat(key.deferral().clause()).isEqualTo("DEFERRABLE INITIALLY DEFERRED");
        assertThat(key.isValidated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "CREATE INDEX", "CREATE INDEX i ON t (a", "CREATE INDEX i ON t ()", "CHECK ()"})
    void whatIsNotUnderstoodIsEmpty(String text) {
        assertThat(DdlReader.index(text)).isEmpty();
        assertThat(DdlReader.constraint(Optional.empty(), text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | integer",
                "INT8 | bigint",
                "int2[] | smallint[]",
                "float | double precision",
                "float(24) | real",
                "float(25) | double precision",
                "decimal(10) | numeric(10,0)",
                "numeric(10, 2) | numeric(10,2)",
                "varchar(5) | character varying(5)",
                "char | character(1)",
                "national character varying (7) | character varying(7)",
                "\"char\" | \"char\"",
                "bpchar | bpchar",
                "bit | bit(1)",
                "bit varying(3) | bit varying(3)",
                "varbit | bit varying",
                "bool | boolean",
                "timestamptz(3) | timestamp(3) with time zone",
                "timestamp | timestamp without time zone",
                "time (2) with time zone | time(2) with time zone",
                "interval | interval",
                "interval(3) | interval(3)",
                "interval YEAR TO MONTH | interval year to month",
                "interval day to second(3) | interval day to second(3)",
                "int ARRAY[4] | integer[]",
                "text[3][3] | text[]",
                "Mood | mood",
                "\"Mood\" | \"Mood\"",
                "app.\"My Type\"[] | app.\"My Type\"[]",
                "pg_catalog.int4 | integer",
                "pg_catalog.\"timestamptz\" | timestamp with time zone",
                "\"varchar\"(3) | character varying(3)",
                "geometry(Point, 4326) | geometry(Point,4326)",
                "bigserial | bigserial",
                "serial4 | serial",
            })
    void aTypeHasTheSpellingOfTheCatalog(String written, String printed) {
        assertThat(DdlReader.type(written)).contains(DataType.of(printed));
    }

    @Test
    void aColumnIsWrittenWithWhatItHas() {
        assertThat(DdlWriter.columnDefinition(Column.nullable("Group", "character varying(5)")
                        .required()
                        .withDefault("'a' || 'b' COLLATE \"C\"")
                        .withCollation(Optional.of(TableName.of("pg_catalog", "C")))))
                .isEqualTo("\"Group\" character varying(5) COLLATE \"pg_catalog\".\"C\""
                        + " DEFAULT ('a' || 'b' COLLATE \"C\") NOT NULL");
        assertThat(DdlWriter.columnDefinition(Column.nullable("total", "bigint")
                        .withGeneration(Optional.of(new Generation.Computed(SqlExpression.of("a * 2"), true)))))
                .isEqualTo("\"total\" bigint GENERATED ALWAYS AS (a * 2) STORED");
        assertThat(List.of(true, false).stream()
                        .map(isAlways -> DdlWriter.generation(new Generation.Identity(isAlways, "START WITH 10")))
                        .toList())
                .containsExactly(
                        "GENERATED ALWAYS AS IDENTITY (START WITH 10)",
                        "GENERATED BY DEFAULT AS IDENTITY (START WITH 10)");
    }
}
