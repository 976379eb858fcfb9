package dev.segue.revision.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlywayLayoutTest {

    @TempDir
    Path project;

    @Test
    void versionsMakeALineInTheOrderOfTheirNumbers() {
        List<Revision> revisions = migrations()
                .with("V20240101__late.sql", "SELECT 1;")
                .with("V10__ten.sql", "SELECT 1;")
                .with("V2__two.sql", "SELECT 1;")
                .with("nested/V1.2.3__add_the_users.sql", "SELECT 1;")
                .with("V1_10__one_ten.sql", "SELECT 1;")
                .with("V003.sql", "SELECT 1;")
                .read(layout())
                .revisions();

        assertThat(revisions)
                .extracting(revision -> revision.id().value())
                .containsExactly("1.2.3", "1.10", "2", "003", "10", "20240101");
        assertThat(revisions.get(0).parents()).isEmpty();
        assertThat(revisions.get(3).parents()).containsExactly(new RevisionId("2"));
        assertThat(revisions).extracting(Revision::message).startsWith("add the users", "one ten");
    }

    @Test
    void anUndoScriptIsTheWayBackOfItsVersion() {
        List<Revision> revisions = migrations()
                .with("V1__add.sql", "CREATE TABLE a (x int); CREATE TABLE b (x int)")
                .with("U1.0__remove.sql", "DROP TABLE b; DROP TABLE a")
                .with("V2__more.sql", "CREATE TABLE c (x int)")
                .with("V3__empty.sql", "-- nothing")
                .with("U3__empty.sql", "-- nothing")
                .with("V4__half.sql", "SELECT 1")
                .with("U4__half.sql", "-- to be done")
                .read(layout())
                .revisions();

        assertThat(Migrations.up(revisions.get(0))).containsExactly("CREATE TABLE a (x int)", "CREATE TABLE b (x int)");
        assertThat(Migrations.down(revisions.get(0))).containsExactly("DROP TABLE b", "DROP TABLE a");
        assertThat(downgrade(revisions.get(1)))
                .isEqualTo(new Downgrade.Irreversible("no undo script: U2__more.sql does not exist"));
        assertThat(downgrade(revisions.get(2))).isInstanceOf(Downgrade.Nothing.class);
        assertThat(downgrade(revisions.get(3)))
                .isEqualTo(new Downgrade.Irreversible("no undo script: U4__half.sql holds no statement"));
    }

    @Test
    void anUndoScriptThatWritesTheVersionInAnotherWayDoesNotRenameTheRevision() {
        List<Revision> revisions = migrations()
                .with("V002__add.sql", "CREATE TABLE a (x int)")
                .with("U2__add.sql", "DROP TABLE a")
                .read(layout())
                .revisions();

        assertThat(revisions).extracting(revision -> revision.id().value()).containsExactly("002");
        assertThat(Migrations.down(revisions.get(0))).containsExactly("DROP TABLE a");
    }

    @Test
    void repeatableMigrationsAreKeptApartInTheOrderOfTheirNames() {
        ForeignRevisions found = migrations()
                .with("R__views of.users.sql", "CREATE OR REPLACE VIEW v AS SELECT 1")
                .with("R__a_function.sql", "SELECT 2")
                .with("V1__x.sql", "SELECT 1")
                .read(layout());

        assertThat(found.revisions()).hasSize(1);
        assertThat(found.repeatables())
                .extracting(revision -> revision.id().value())
                .containsExactly("R__a_function", "R__views_of.users");
        assertThat(found.repeatables()).allSatisfy(revision -> {
            assertThat(revision.kind()).isEqualTo(RevisionKind.REPEATABLE);
            assertThat(revision.parents()).isEmpty();
            assertThat(revision.source().content().upgrade()).hasSize(1);
        });
    }

    @Test
    void placeholdersAreReplacedEverywhere() {
        Revision revision = migrations()
                .with(
                        "V1__x.sql",
                        "-- ${who}\nGRANT SELECT ON ${Schema}.t TO \"${who}\";\nSELECT '${flyway:filename}', '$$'")
                .read(layout(Map.of("who", "it's me", "schema", "app")))
                .revisions()
                .get(0);

        assertThat(Migrations.sent(revision))
                .containsExactly("GRANT SELECT ON app.t TO \"it's me\"", "SELECT 'V1__x.sql', '$$'");
    }

    @Test
    void aValueIsTextAndNothingElse() {
        Revision revision = migrations()
                .with("V1__x.sql", "SELECT '${a}'")
                .read(layout(Map.of("a", "${b} ../../etc/passwd $1 \\", "b", "no")))
                .revisions()
                .get(0);

        assertThat(Migrations.sent(revision)).containsExactly("SELECT '${b} ../../etc/passwd $1 \\'");
    }

    @Test
    void peopleSeeThePlaceholderAndItsPlaceAndNeverTheValue() {
        Revision revision = migrations()
                .with("V1__x.sql", "CREATE ROLE a;\nCREATE ROLE b PASSWORD '${pw}' LOGIN IN ROLE ${missing_role};")
                .read(layout(Map.of("pw", "top\nsecret", "missing_role", "nobody")))
                .revisions()
                .get(0);

        SqlStatement statement = statement(revision, 1);
        int offset = statement.start() + statement.text().indexOf("nobody");

        assertThat(Migrations.up(revision))
                .containsExactly("CREATE ROLE a", "CREATE ROLE b PASSWORD '${pw}' LOGIN IN ROLE ${missing_role}");
        assertThat(statement.source().excerptAt(offset).place()).isEqualTo("migrations/V1__x.sql:2:46");
        assertThat(statement.source().excerptAt(offset).lineText())
                .contains("'${pw}'")
                .doesNotContain("secret");
        assertThat(statement.source().hideValuesIn("role \"nobody\" does not exist"))
                .isEqualTo("role \"${missing_role}\" does not exist");
    }

    @Test
    void neitherTheSummaryNorWhatAChecksumIsTakenOfKnowsAValue() {
        Revision revision = migrations()
                .with(
                        "V1__x.sql",
                        "CREATE ROLE ${who} PASSWORD '${pw}';\nSELECT ${all} + 1;\nCOPY t FROM stdin;\n${pw}\t1\n\\.\n")
                .read(layout(Map.of("who", "shop", "pw", "top secret", "all", "1 + 'secret'")))
                .revisions()
                .get(0);

        List<Operation> operations = revision.source().content().upgrade();

        assertThat(operations)
                .extracting(Operation::summary)
                .containsExactly("CREATE ROLE ${who} PASSWORD '…'", "SELECT ${all} + 1", "COPY t FROM stdin");
        assertThat(List.of(statement(revision, 0), statement(revision, 1), statement(revision, 2)))
                .extracting(SqlStatement::normalizedAsWritten)
                .containsExactly(
                        "CREATE ROLE ${who} PASSWORD '${pw}'", "SELECT ${all} + 1", "COPY t FROM stdin\n${pw}\t1\n");
    }

    @Test
    void statementsInsideAValueAreShownAsThePlaceholder() {
        Revision revision = migrations()
                .with("V1__x.sql", "${all}; SELECT 3")
                .read(layout(Map.of("all", "SELECT 1; SELECT 2")))
                .revisions()
                .get(0);

        assertThat(Migrations.sent(revision)).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
        assertThat(Migrations.up(revision)).containsExactly("${all}", "${all}", "SELECT 3");
    }

    @Test
    void aValueThatMakesTheScriptUnreadableIsSuspectedByTheNameOfItsPlaceholder() {
        Migrations migrations = migrations().with("V1__x.sql", "SELECT '${name}', '${odd}';");

        Problem odd = migrations.problem(layout(Map.of("name", "shop", "odd", "a;b'")));

        assertThat(odd.code().code()).isEqualTo("SQ101");
        assertThat(odd.details())
                .containsExactly("perhaps because of ${odd}: its value is put in as it is, and holds a quote or another"
                        + " sign of SQL");
        assertThat(odd.text()).doesNotContain("a;b'");
    }

    @Test
    void anUnknownPlaceholderIsNamedWithItsPlace() {
        migrations().with("V1__x.sql", "SELECT 1;\nSELECT '${shema}'");

        Problem problem = migrations().problem(layout(Map.of("schema", "app")));

        assertThat(problem.code().code()).isEqualTo("RV244");
        assertThat(problem.headline()).contains("${shema}");
        assertThat(problem.remedy()).contains("${schema}");
        assertThat(problem.excerpt().orElseThrow().place()).isEqualTo("migrations/V1__x.sql:2:9");
    }

    @Test
    void aPlaceholderThatFlywayFillsInByItselfIsSaidToBeOne() {
        Problem problem =
                migrations().with("V1__x.sql", "SELECT '${flyway:timestamp}'").problem(layout());

        assertThat(problem.remedy())
                .startsWith("Segue fills in only ${flyway:filename} by itself; give it a value")
                .contains("--placeholder flyway:timestamp=");
    }

    @Test
    void anotherValueIsNoEditOfAVersionButOneOfARepeatable() {
        migrations().with("V1__x.sql", "SELECT '${a}'").with("R__x.sql", "SELECT '${a}'");
        ForeignRevisions one = migrations().read(layout(Map.of("a", "1")));
        ForeignRevisions two = migrations().read(layout(Map.of("a", "2")));

        assertThat(one.revisions().get(0).source().checksum())
                .isEqualTo(two.revisions().get(0).source().checksum());
        assertThat(one.revisions().get(0).source().fingerprint())
                .isEqualTo(two.revisions().get(0).source().fingerprint());
        assertThat(one.repeatables().get(0).source().checksum())
                .isNotEqualTo(two.repeatables().get(0).source().checksum());
        assertThat(one.repeatables().get(0).source().fingerprint())
                .isNotEqualTo(two.repeatables().get(0).source().fingerprint());
    }

    @Test
    void theConfigurationBesideAScriptIsHonoured() {
        Revision before = migrations()
                .with("V1__x.sql", "SELECT '${literal}'")
                .with("V1__x.sql.conf", "# concurrent\nplaceholderReplacement = false\n")
                .read(layout())
                .revisions()
                .get(0);
        Revision after = migrations()
                .with("V1__x.sql.conf", "executeInTransaction=false\r\nplaceholderReplacement=false\r\nencoding=UTF-8")
                .read(layout())
                .revisions()
                .get(0);

        assertThat(before.source().content().upgradeWish()).isEqualTo(TransactionWish.DEFAULT);
        assertThat(after.source().content().upgradeWish()).isEqualTo(TransactionWish.NONE);
        assertThat(after.source().content().downgradeWish()).isEqualTo(TransactionWish.DEFAULT);
        assertThat(Migrations.up(after)).containsExactly("SELECT '${literal}'");
        assertThat(before.source().fingerprint()).isNotEqualTo(after.source().fingerprint());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    RV241 | V1_add.sql           | V1_add.sql
                    RV241 | Views.sql            | Views.sql
                    RV241 | R_views.sql          | R_views.sql
                    RV241 | V1.x__add.sql        | V1.x__add.sql
                    RV242 | V1__add.java         | no SQL script
                    RV242 | B1__base.sql         | baseline
                    RV242 | afterMigrate.sql     | callback
                    RV242 | beforeEachMigrate__x.sql | callback
                    RV243 | V1__a.sql V01__b.sql | same version
                    RV243 | V1__a.sql V1.0__a.sql | same version
                    RV243 | R__a_b.sql R__a-b.sql | same description
                    RV246 | U1__a.sql            | does not exist
                    RV246 | V1__a.sql U2__a.sql  | does not exist
                    """)
    void whatFlywayWouldPassOverOrSegueCannotRunIsRefused(String code, String names, String words) {
        for (String name : names.split(" ")) {
            migrations().with(name, "SELECT 1;");
        }

        Problem problem = migrations().problem(layout());

        assertThat(problem.code().code()).isEqualTo(code);
        assertThat(problem.text()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"shouldExecute=false", "executeInTransaction=maybe", "encoding=latin1", "nonsense"})
    void aSettingThatIsNotUnderstoodIsRefused(String setting) {
        migrations().with("V1__x.sql", "SELECT 1").with("V1__x.sql.conf", "# first\n" + setting);

        Problem problem = migrations().problem(layout());

        assertThat(problem.code().code()).isEqualTo("RV247");
        assertThat(problem.excerpt().orElseThrow().place()).isEqualTo("migrations/V1__x.sql.conf:2:1");
    }

    @Test
    void everyProblemIsTold() {
        migrations().with("V1_a.sql", "").with("V2_b.sql", "").with("V3__c.sql", "SELECT 1");

        assertThat(migrations().problem(layout()).text()).contains("V1_a.sql", "also RV241", "V2_b.sql");
    }

    @Test
    void placesInAScriptStayTrue() {
        Revision revision = migrations()
                .with("V1__x.sql", "-- one\n\nSELECT 1;\n  SELECT 2;")
                .read(layout())
                .revisions()
                .get(0);

        ExecuteSql second = (ExecuteSql) revision.source().content().upgrade().get(1);
        assertThat(second.statement().position()).hasToString("4:3");
    }

    private Migrations migrations() {
        return new Migrations(project);
    }

    private static FlywayLayout layout() {
        return layout(Map.of());
    }

    private static FlywayLayout layout(Map<String, String> placeholders) {
        return new FlywayLayout(SqlSyntax.POSTGRESQL, placeholders);
    }

    private static SqlStatement statement(Revision revision, int index) {
        return ((ExecuteSql) revision.source().content().upgrade().get(index)).statement();
    }

    private static Downgrade downgrade(Revision revision) {
        return revision.source().content().downgrade();
    }
}
