package dev.segue.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnReferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "id > 0 AND width > 0 ~ id,width",
                "lower(name) = 'name' ~ name",
                "name(x) ~ x",
                "a::width + cast(b AS width) ~ a,b",
                "a::character varying(5) || b ~ a,b",
                "(a)::timestamp with time zone < b ~ a,b",
                "date '2026-01-01' < d ~ d",
                "double precision '1' < d ~ d",
                "timestamp with time zone '2026-01-01' < d ~ d",
                "interval '1' year to month < i ~ i",
                "extract(year FROM ts) = year ~ ts,year",
                "EXTRACT(epoch FROM (a - b)) > 1 ~ a,b",
                "a COLLATE \"C\" < b ~ a,b",
                "a AT TIME ZONE zone ~ a,zone",
                "time IS NOT NULL ~ time",
                "CASE WHEN a THEN b ELSE c END ~ a,b,c",
                "a BETWEEN b AND c ~ a,b,c",
                "NOT a NOT BETWEEN SYMMETRIC b AND c AND d NOT IN (e) AND f NOT LIKE g ~ a,b,c,d,e,f,g",
                "xmlserialize(CONTENT a AS text) = xmlparse(DOCUMENT b) ~ a,b",
                "a LIKE b ESCAPE escape ~ a,b,escape",
                "a IS DISTINCT FROM b ~ a,b",
                "a IS JSON OBJECT WITH UNIQUE KEYS AND b ~ a,b",
                "a IS NFC NORMALIZED ~ a",
                "position('@' in email) > 1 ~ email",
                "substring(a FROM b FOR c) ~ a,b,c",
                "f(width => a, height := b) ~ a,b",
                "a OPERATOR(pg_catalog.+) b ~ a,b",
                "OPERATOR(pg_catalog.-) b ~ b",
                "(place).street = street ~ place,street",
                "places[i].street ~ places,i",
                "t.a = 1 AND app.t.b = 2 ~ a,b",
                "\"Case\" = case_ AND \"ca\"\"se\" > 0 ~ Case,case_,`ca\"se`",
                "A = a ~ a",
                "current_date > d AND user = u ~ d,u",
                "coalesce(a, b, 'c') ~ a,b",
                "ARRAY[a, b] && c ~ a,b,c",
                "ROW(a, b) = ROW(1, 2) ~ a,b",
                "a = ANY (ARRAY['x'::text, 'y'::text]) ~ a",
                "count(*) FILTER (WHERE a) OVER (PARTITION BY b ORDER BY c DESC) ~ a,b,c",
                "$1 > a /* b */ ~ a",
                "e'a\\'b' || c ~ c",
                "a IN (SELECT b FROM c WHERE d) ~ a",
                "year > 0 AND text IS NOT NULL AND value = 1 ~ year,text,value",
            })
    void onlyWhatNamesAColumnCounts(String expression, String columns) {
        List<String> names = ColumnReferences.in(SqlExpression.of(expression)).columns().stream()
                .map(SqlName::text)
                .toList();

        assertThat(names).containsExactlyInAnyOrder(columns.replace("`", "").split(","));
    }

    @Test
    void everyMentionIsRenamedAndNothingElse() {
        SqlExpression expression = SqlExpression.of(
                "name IS NOT NULL AND t.name <> 'name' AND name(name)::name = \"name\" /* name */ AND nickname > ''");

        String renamed = ColumnReferences.in(expression).renamed(Map.of(SqlName.of("name"), SqlName.of("Full Name")));

        assertThat(renamed)
                .isEqualTo("\"Full Name\" IS NOT NULL AND t.\"Full Name\" <> 'name'"
                        + " AND name(\"Full Name\")::name = \"Full Name\" /* name */ AND nickname > ''");
    }

    @Test
    void twoColumnsCanSwapTheirNames() {
        String renamed = ColumnReferences.in(SqlExpression.of("a < b"))
                .renamed(Map.of(SqlName.of("a"), SqlName.of("b"), SqlName.of("b"), SqlName.of("a")));

        assertThat(renamed).isEqualTo("b < a");
    }

    @Test
    void aNewNameThatIsAKeywordIsQuoted() {
        String renamed =
                ColumnReferences.in(SqlExpression.of("a > 0")).renamed(Map.of(SqlName.of("a"), SqlName.of("order")));

        assertThat(renamed).isEqualTo("\"order\" > 0");
    }

    @Test
    void inAQueryOnlyNamesWithTheTableInFrontCount() {
        ColumnReferences references = ColumnReferences.in(
                SqlExpression.of("EXISTS (SELECT 1 FROM public.members m WHERE m.tenant = docs.tenant AND tenant > 0)"
                        + " OR owner = CURRENT_USER"),
                TableName.of("docs"));

        assertThat(references.columns()).containsExactly(SqlName.of("tenant"), SqlName.of("owner"));
        assertThat(references.renamed(Map.of(SqlName.of("tenant"), SqlName.of("client"))))
                .contains("m.tenant = docs.client AND tenant > 0");
    }

    @Test
    void anIndexMentionsItsKeysItsIncludedColumnsAndItsCondition() {
        assertThat(renamed("CREATE UNIQUE INDEX a ON app.a USING btree (a, lower(a) text_pattern_ops DESC,"
                        + " ((a || b)) COLLATE \"a\" gist_trgm_ops (a='32')) INCLUDE (b, a)"
                        + " WITH (fillfactor='70') WHERE (a IS NOT NULL)"))
                .isEqualTo("CREATE UNIQUE INDEX a ON app.a USING btree (z, lower(z) text_pattern_ops DESC,"
                        + " ((z || b)) COLLATE \"a\" gist_trgm_ops (a='32')) INCLUDE (b, z)"
                        + " WITH (fillfactor='70') WHERE (z IS NOT NULL)");
    }

    @Test
    void aTriggerMentionsTheColumnsThatItListensToAndThoseOfItsCondition() {
        assertThat(renamed("CREATE TRIGGER a BEFORE INSERT OR UPDATE OF b, a ON public.a FOR EACH ROW"
                        + " WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION a('a')"))
                .isEqualTo("CREATE TRIGGER a BEFORE INSERT OR UPDATE OF b, z ON public.a FOR EACH ROW"
                        + " WHEN ((old.z IS DISTINCT FROM new.z)) EXECUTE FUNCTION a('a')");
    }

    @Test
    void aPolicyMentionsTheColumnsOfItsConditions() {
        assertThat(renamed("CREATE POLICY a ON a AS RESTRICTIVE FOR UPDATE TO a USING ((a = 1)) WITH CHECK ((a > 0))"))
                .isEqualTo("CREATE POLICY a ON a AS RESTRICTIVE FOR UPDATE TO a USING ((z = 1)) WITH CHECK ((z > 0))");
    }

    @Test
    void statisticsMentionWhatTheyCount() {
        assertThat(renamed("CREATE STATISTICS public.a (ndistinct) ON a, (a + b), lower(a) FROM a"))
                .isEqualTo("CREATE STATISTICS public.a (ndistinct) ON z, (z + b), lower(z) FROM a");
    }

    @Test
    void aConstraintMentionsTheColumnsOfItsOwnTableOnly() {
        assertThat(renamed("FOREIGN KEY (a, PERIOD b) REFERENCES a(a, PERIOD b) ON DELETE SET NULL (a) NOT VALID"))
                .isEqualTo("FOREIGN KEY (z, PERIOD b) REFERENCES a(a, PERIOD b) ON DELETE SET NULL (z) NOT VALID");
        assertThat(renamed("PRIMARY KEY (a, b) INCLUDE (c)")).isEqualTo("PRIMARY KEY (z, b) INCLUDE (c)");
        assertThat(renamed("UNIQUE NULLS NOT DISTINCT (b, a)")).isEqualTo("UNIQUE NULLS NOT DISTINCT (b, z)");
        assertThat(renamed("CHECK ((a > 0)) NO INHERIT")).isEqualTo("CHECK ((z > 0)) NO INHERIT");
        assertThat(renamed("EXCLUDE USING gist (a WITH =, tsrange(a, b) WITH &&) WHERE (a > 0)"))
                .isEqualTo("EXCLUDE USING gist (z WITH =, tsrange(z, b) WITH &&) WHERE (z > 0)");
    }

    @Test
    void whatIsNoSqlMentionsNothing() {
        assertThat(ColumnReferences.in(SqlExpression.of("a = 'open")).columns()).isEmpty();
        assertThat(ColumnReferences.inDefinition("nonsense a").columns()).isEmpty();
        assertThat(ColumnReferences.inDefinition("CHECK (a").renamed(Map.of())).isEqualTo("CHECK (a");
    }

    private static String renamed(String definition) {
        return ColumnReferences.inDefinition(definition).renamed(Map.of(SqlName.of("a"), SqlName.of("z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "split_part(name, ' ', 1) ~ name",
                "(SELECT c.name FROM country AS c WHERE c.id = users.country_id) ~ country,country_id",
                "(SELECT iso FROM country WHERE id = country_id) ~ iso,country,id,country_id",
                "label_of(users) ~ users",
                "to_jsonb(users.*) ~ users",
                "(SELECT max(u.id) FROM users AS u) ~ ``",
                "count(*) ~ ``",
            })
    void whatMayBeMeantInQueriesAndByTheRowAsAWholeCountsWhereItIsAskedFor(String expression, String columns) {
        List<String> found =
                ColumnReferences.perhapsIn(SqlExpression.of(expression), TableName.of("public", "users"))
                        .columns()
                        .stream()
                        .map(SqlName::text)
                        .toList();

        assertThat(String.join(",", found)).isEqualTo(columns);
    }
}
