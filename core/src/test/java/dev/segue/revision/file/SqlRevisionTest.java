package dev.segue.revision.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.ExecuteSql.InBatches;
import dev.segue.operation.ExecuteSql.Manner;
import dev.segue.operation.FillSettings;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlRevisionTest {

    private static final String RENAME = """
            -- segue:revision 8f2c41aa03b1
            -- segue:parent   51d0c3e7a9f4
            -- segue:message  call users by their display name

            -- segue:upgrade
            ALTER TABLE users RENAME COLUMN username TO display_name;

            -- segue:downgrade
            ALTER TABLE users RENAME COLUMN display_name TO username;
            """;

    @TempDir
    Path folder;

    @Test
    void theTopOfAFilePlacesTheRevisionInTheHistory() {
        Revision revision = read("""
                /* Copyright the shop. -- segue:revision not_this_one
                   All rights reserved. */
                -- An ordinary comment.
                -- segue:revision 9a4d00c2e7f1 data
                -- segue:parent 8f2c41aa03b1, 51d0c3e7a9f4
                -- segue:parent 0000aaaa1111
                -- segue:depends-on totals billing
                -- segue:depends 77aa
                -- segue:labels shop,orders
                -- segue:label late
                -- segue:message order totals "in cents"

                -- segue:upgrade
                SELECT 1;
                """);

        assertThat(revision.id()).isEqualTo(new RevisionId("9a4d00c2e7f1"));
        assertThat(revision.kind()).isEqualTo(RevisionKind.DATA);
        assertThat(revision.parents())
                .extracting(RevisionId::value)
                .containsExactly("8f2c41aa03b1", "51d0c3e7a9f4", "0000aaaa1111");
        assertThat(revision.dependsOn()).containsExactly("totals", "billing", "77aa");
        assertThat(revision.labels()).containsExactlyInAnyOrder("shop", "orders", "late");
        assertThat(revision.message()).isEqualTo("order totals \"in cents\"");
        assertThat(revision.source().location()).isEqualTo("migrations/r.sql");
    }

    @Test
    void theSectionsHoldTheStatementsAsTheyAreWritten() {
        RevisionContent content = read(RENAME).source().content();

        assertThat(content.upgrade())
                .extracting(Operation::summary)
                .containsExactly("ALTER TABLE users RENAME COLUMN username TO display_name");
        assertThat(statements(content.downgrade()))
                .containsExactly("ALTER TABLE users RENAME COLUMN display_name TO username");
        assertThat(content.upgradeWish()).isEqualTo(TransactionWish.DEFAULT);
    }

    @Test
    void aRevisionCanSayThatThereIsNoWayBack() {
        RevisionContent content = read("""
                        -- segue:revision r1
                        -- segue:no-transaction
                        -- segue:upgrade
                        -- segue:verbatim
                        DROP TABLE audit;
                        -- segue:downgrade
                        -- segue:irreversible "the rows are gone"
                        """).source().content();

        assertThat(content.downgrade()).isEqualTo(new Downgrade.Irreversible("the rows are gone"));
        assertThat(content.upgradeWish()).isEqualTo(TransactionWish.NONE);
    }

    @Test
    void aRevisionCanSayThatNothingHasToBeUndone() {
        RevisionContent content = content("""
                UPDATE orders SET total_cents = total * 100;
                -- segue:downgrade
                -- segue:nothing  the column keeps its values
                """);

        assertThat(content.downgrade()).isEqualTo(new Downgrade.Nothing("the column keeps its values"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1;", "SELECT 1;\n-- segue:downgrade", "SELECT 1;\n-- segue:downgrade\n-- to be done"})
    void aDowngradeThatSaysNothingIsMissing(String body) {
        assertThat(content(body).downgrade()).isEqualTo(new Downgrade.Missing());
    }

    @Test
    void aMergeNeedsNoStatements() {
        RevisionContent content = read("""
                        -- segue:revision m1
                        -- segue:parent a1 b1
                        """).source().content();

        assertThat(content.upgrade()).isEmpty();
        assertThat(content.downgrade()).isInstanceOf(Downgrade.Nothing.class);
    }

    @Test
    void anUpgradeWithNothingToDoHasNothingToUndo() {
        RevisionContent content = content("-- segue:nothing \"a marker for the release\"");

        assertThat(content.upgrade()).isEmpty();
        assertThat(content.downgrade()).isEqualTo(new Downgrade.Nothing("a marker for the release"));
    }

    @Test
    void directivesInsideStringsAndBodiesAreText() {
        RevisionContent content = content("""
                COMMENT ON TABLE users IS '
                -- segue:downgrade
                ';
                CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$
                -- segue:nonsense
                SELECT 1 $$;
                /*
                -- segue:nonsense
                */
                SELECT 2;
                """);

        assertThat(content.upgrade()).hasSize(3);
        assertThat(content.downgrade()).isEqualTo(new Downgrade.Missing());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    # code | body, with ; for the end of a line where ~ stands    | line | what the message says
                    RV211  | -- segue:upgade~SELECT 1;                            | 2    | segue:upgrade
                    RV211  | -- segue:zzz~SELECT 1;                               | 2    | use one of revision, parent
                    RV211  | -- segue:~SELECT 1;                                  | 2    | segue:
                    RV213  | -- segue:upgrade~-- segue:phase~SELECT 1;            | 3    | says nothing
                    RV213  | -- segue:upgrade~-- segue:phase contrat~SELECT 1;    | 3    | segue:phase contract
                    RV213  | -- segue:upgrade~-- segue:phase expand migrate~SELECT 1; | 3 | no phase "expand migrate"
                    RV213  | -- segue:upgrade~-- segue:value~SELECT 1;            | 3    | says nothing
                    RV213  | -- segue:upgrade~-- segue:back 'open~SELECT 1;       | 3    | not one expression
                    RV213  | -- segue:upgrade~-- segue:value a; b~SELECT 1;       | 3    | not one expression
                    RV213  | -- segue:upgrade~-- segue:verbatim yes~SELECT 1;     | 3    | stands alone
                    RV213  | -- segue:upgrade~-- segue:backfill bach=1~SELECT 1;  | 3    | write batch=
                    RV213  | -- segue:upgrade~-- segue:backfill zzz=1~SELECT 1;   | 3    | use one of table, batch
                    RV213  | -- segue:upgrade~-- segue:backfill now~SELECT 1;     | 3    | "now" is not an option
                    RV213  | -- segue:upgrade~-- segue:backfill batch=0~SELECT 1; | 3    | not a number of rows
                    RV213  | -- segue:upgrade~-- segue:backfill workers=many~SELECT 1; | 3 | not a number of workers
                    RV213  | -- segue:upgrade~-- segue:backfill target=soon~SELECT 1; | 3 | not a time
                    RV213  | -- segue:upgrade~-- segue:backfill target=0s~SELECT 1; | 3  | leaves no time
                    RV213  | -- segue:upgrade~-- segue:backfill verify=gard~SELECT 1; | 3 | write verify=guard
                    RV213  | -- segue:upgrade~-- segue:backfill table=1~SELECT 1; | 3    | not the name of a table
                    RV213  | -- segue:upgrade~-- segue:backfill batch=1 batch=2~SELECT 1; | 3 | said twice
                    RV213  | -- segue:upgrade~-- segue:backfill nice="a~SELECT 1; | 3  | is not an option
                    RV214  | -- segue:phase expand~-- segue:upgrade~SELECT 1;     | 2    | does not stand before a statement
                    RV214  | -- segue:upgrade~SELECT 1;~-- segue:value a          | 4    | no statement follows
                    RV214  | -- segue:upgrade~SELECT 1;~-- segue:verbatim~-- segue:downgrade~SELECT 2; | 4 | no statement follows
                    RV215  | -- segue:upgrade~-- segue:phase expand~-- segue:phase migrate~SELECT 1; | 4 | stands twice
                    RV215  | -- segue:verbatim~-- segue:upgrade~-- segue:verbatim~SELECT 1; | 4 | already
                    RV215  | -- segue:upgrade~-- segue:verbatim~SELECT 1;~-- segue:verbatim~SELECT 2; | 5 | already
                    RV218  | -- segue:upgrade~-- segue:verbatim~-- segue:value a~SELECT 1; | 4 | exactly as written
                    RV213  | -- segue:upgrade now~SELECT 1;                       | 2    | stands alone
                    RV213  | -- segue:upgrade~SELECT 1;~-- segue:downgrade~-- segue:irreversible      | 5 | gives no reason
                    RV213  | -- segue:upgrade~SELECT 1;~-- segue:downgrade~-- segue:irreversible ""   | 5 | gives no reason
                    RV213  | -- segue:upgrade~SELECT 1;~-- segue:downgrade~-- segue:nothing "         | 5 | closing quote
                    RV214  | -- segue:upgrade~SELECT 1;~-- segue:parent abcd      | 4    | belongs to the top
                    RV214  | -- segue:upgrade~-- segue:irreversible "why"         | 3    | does not stand in the downgrade
                    RV214  | -- segue:nothing "why"~-- segue:upgrade~SELECT 1;    | 2    | does not stand in the downgrade
                    RV214  | -- segue:upgrade~SELECT 1~-- segue:downgrade~SELECT 2; | 4  | begins in line 3
                    RV215  | -- segue:upgrade~SELECT 1;~-- segue:upgrade          | 4    | only once
                    RV215  | -- segue:no-transaction~-- segue:upgrade~SELECT 1;~-- segue:no-transaction | 5 | only once
                    RV215  | -- segue:upgrade~SELECT 1;~-- segue:downgrade~-- segue:nothing "a"~-- segue:nothing "b" | 6 | already says
                    RV216  | SELECT 1;                                            | 2    | stands before
                    RV217  | -- segue:upgrade                                     | -    | no statement in its upgrade
                    RV217  | -- a comment                                         | -    | no statement in its upgrade
                    RV218  | -- segue:upgrade~SELECT 1;~-- segue:nothing "a"      | 4    | stands among statements
                    """)
    void whatCannotBeMeantIsRefusedWithItsPlace(String code, String body, Integer line, String message) {
        Problem problem = problemOf("-- segue:revision r1\n" + body.replace('~', '\n') + "\n");

        assertThat(problem.code().code()).isEqualTo(code);
        assertThat(problem.text()).contains(message);
        if (line != null) {
            assertThat(problem.excerpt().orElseThrow().line()).isEqualTo(line);
            assertThat(problem.excerpt().orElseThrow().file()).isEqualTo("migrations/r.sql");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RV210  | SELECT 1;
                    RV210  | -- nothing here is for us
                    RV210  | -- segue:message lost
                    RV213  | -- segue:revision
                    RV213  | -- segue:revision ../../etc/passwd
                    RV213  | -- segue:revision abcd seed
                    RV213  | -- segue:revision abcd data schema
                    RV213  | -- segue:revision abcd~-- segue:parent x'; DROP TABLE users --
                    RV213  | -- segue:revision abcd~-- segue:label
                    RV215  | -- segue:revision abcd~-- segue:revision efgh
                    RV215  | -- segue:revision abcd~-- segue:message a~-- segue:message b
                    """)
    void aTopThatCannotBeUnderstoodIsRefusedBeforeTheStatementsAreRead(String code, String text) {
        assertThatThrownBy(() -> read(text.replace('~', '\n')))
                .isInstanceOfSatisfying(
                        SegueException.class,
                        failure -> assertThat(failure.problem().code().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31mred", "a\u202Eb"})
    void aMessageCannotCommandATerminal(String message) {
        Revision revision = read("-- segue:revision r1\n-- segue:message " + message + "\n");

        assertThat(revision.message()).doesNotContain("\u001b", "\u202E").contains("\\u");
    }

    @Test
    void aTextCannotBeginANewLineOfItsOwn() {
        assertThat(OneLine.of("a\nb\tc")).isEqualTo("a\\u000ab c");
    }

    @Test
    void theMessageOfARevisionWithoutOneIsItsFile() {
        assertThat(read("-- segue:revision r1").message()).isEqualTo("r.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/* licence\n * lines\n */\n%s",
                "-- licence\n\n\n%s",
                "\uFEFF%s",
                "%s\n-- the end\n/* really */",
            })
    void whatDoesNotChangeTheWorkDoesNotChangeTheChecksum(String disguise) {
        String disguised = disguise.formatted(RENAME.replace("ALTER TABLE users", "ALTER  -- users\n  TABLE\tusers")
                .replace("display_name;", "display_name /* new */ ;")
                .replace("\n", "\r\n"));

        assertThat(read(disguised).source().checksum())
                .isEqualTo(read(RENAME).source().checksum());
        assertThat(read(disguised).source().fingerprint())
                .isNotEqualTo(read(RENAME).source().fingerprint());
    }

    @Test
    void theOrderOfTheTopAndItsWordsDoNotChangeTheChecksum() {
        String reordered = RENAME.replace("""
                -- segue:revision 8f2c41aa03b1
                -- segue:parent   51d0c3e7a9f4
                -- segue:message  call users by their display name
                """, """
                -- segue:message  better words
                -- segue:label shop
                -- segue:revision 8f2c41aa03b1 schema
                """);

        assertThat(read(reordered).source().checksum())
                .isEqualTo(read(RENAME).source().checksum());
    }

    @Test
    void lineEndsInsideAFunctionDoNotChangeTheChecksum() {
        String function =
                "-- segue:revision r1\n-- segue:upgrade\nCREATE FUNCTION f() RETURNS int AS $$\nSELECT 1\n$$;";

        assertThat(read(function.replace("\n", "\r\n")).source().checksum())
                .isEqualTo(read(function).source().checksum());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TO display_name          | TO displayname
                    TO username              | TO "username"
                    ALTER TABLE users RENAME | ALTER TABLE people RENAME
                    -- segue:downgrade       | SELECT 1;
                    8f2c41aa03b1             | 8f2c41aa03b2
                    8f2c41aa03b1             | 8f2c41aa03b1 data
                    -- segue:parent          | -- segue:no-transaction~-- segue:parent
                    """)
    void aChangeOfTheWorkChangesTheChecksum(String before, String after) {
        String changed = RENAME.replace(before, after.replace('~', '\n'));

        assertThat(read(changed).source().checksum())
                .isNotEqualTo(read(RENAME).source().checksum());
    }

    @Test
    void statementsCannotMoveFromOneDirectionToTheOtherUnseen() {
        String both = "-- segue:revision r1\n-- segue:upgrade\nSELECT 1;\nSELECT 2;\n";
        String divided = "-- segue:revision r1\n-- segue:upgrade\nSELECT 1;\n-- segue:downgrade\nSELECT 2;\n";
        String irreversible =
                "-- segue:revision r1\n-- segue:upgrade\nSELECT 1;\nSELECT 2;\n-- segue:downgrade\n-- segue:irreversible x\n";

        assertThat(List.of(both, divided, irreversible).stream()
                        .map(text -> read(text).source().checksum())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void aDirectiveBeforeAStatementSpeaksOfThatStatementAlone() {
        RevisionContent content = content("""
                ALTER TABLE t DROP COLUMN a;
                -- segue:verbatim
                -- segue:phase contract
                DROP TABLE u;
                -- segue:value lower(email) -- the name of the account
                -- a comment between them
                -- segue:back  "Old" || ';';
                ALTER TABLE t ADD COLUMN login text NOT NULL;
                SELECT 1;
                """);

        assertThat(manners(content))
                .containsExactly(
                        Manner.INTENTION,
                        new Manner(
                                false,
                                Optional.of(Phase.CONTRACT),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new Manner(
                                true,
                                Optional.empty(),
                                Optional.of(SqlExpression.of("lower(email)")),
                                Optional.of(SqlExpression.of("\"Old\" || ';'")),
                                Optional.empty()),
                        Manner.INTENTION);
    }

    @Test
    void theOptionsOfABackfillAreRead() {
        RevisionContent content = content("""
                -- segue:verbatim
                -- segue:backfill table=app."Orders" batch=500 target=1s workers=2  pause-when="replica-lag > 10s" pause-when=x>1 Max_Rate=5000 verify=off triggers=FIRE
                UPDATE app."Orders" SET n = 1;
                -- segue:backfill batch=auto
                DELETE FROM t;
                -- segue:backfill
                DELETE FROM u;
                """);

        List<InBatches> batches = manners(content).stream()
                .flatMap(manner -> manner.batches().stream())
                .toList();
        assertThat(batches.get(0))
                .isEqualTo(new InBatches(
                        Optional.of(TableName.of("app", "Orders")),
                        new FillSettings(
                                Optional.of(500L),
                                Optional.of(Duration.ofSeconds(1)),
                                Optional.of(2),
                                List.of("pause-when=replica-lag > 10s", "pause-when=x>1", "max-rate=5000"),
                                Optional.of(FillSettings.Verify.OFF),
                                Optional.of(FillSettings.Triggers.FIRE))));
        assertThat(batches.subList(1, 3)).containsOnly(new InBatches(Optional.empty(), FillSettings.DEFAULT));
    }

    @Test
    void aBackfillHasNoOtherPhaseOrForm() {
        for (String other : List.of("phase contract", "value a", "verbatim")) {
            assertThatThrownBy(() -> content("SELECT 1;\n-- segue:backfill\n-- segue:" + other + "\nDELETE FROM t;"))
                    .as(other)
                    .isInstanceOf(SegueException.class)
                    .hasMessageContaining("batches always run in the migrate phase");
        }
    }

    @Test
    void verbatimBeforeTheFirstStatementSpeaksOfTheWholeSection() {
        RevisionContent section = content("-- segue:verbatim\nSELECT 1;\nSELECT 2;\n-- segue:downgrade\nSELECT 3;");
        RevisionContent file =
                read("-- segue:revision r1\n-- segue:verbatim\n-- segue:upgrade\nSELECT 1;\n-- segue:downgrade\nSELECT 3;")
                        .source()
                        .content();

        assertThat(manners(section)).containsExactly(Manner.VERBATIM, Manner.VERBATIM, Manner.INTENTION);
        assertThat(manners(file)).containsExactly(Manner.VERBATIM, Manner.VERBATIM);
    }

    @Test
    void whatDirectivesSayOfStatementsCountsForTheChecksum() {
        String plain = "-- segue:revision r1\n-- segue:upgrade\nSELECT 1;\n";

        assertThat(Stream.of(
                                "",
                                "-- segue:verbatim\n",
                                "-- segue:phase contract\n",
                                "-- segue:phase migrate\n",
                                "-- segue:value a\n",
                                "-- segue:back a\n",
                                "-- segue:value a\n-- segue:back b\n")
                        .map(directives -> plain.replace("SELECT", directives + "SELECT"))
                        .map(text -> read(text).source().checksum())
                        .distinct())
                .hasSize(7);
    }

    @Test
    void theContentIsReadOnceAndStaysTheSame() throws IOException {
        Revision revision = read(RENAME);
        RevisionContent first = revision.source().content();

        Files.writeString(folder.resolve("migrations/r.sql"), "-- segue:revision other");

        assertThat(revision.source().content()).isSameAs(first);
    }

    @Test
    void aLargeFileThatChangedBeforeItsStatementsWereReadIsRefused() throws IOException {
        Revision revision = read(RENAME + "-- padding\n".repeat(30_000));

        Files.writeString(folder.resolve("migrations/r.sql"), RENAME);

        assertThatThrownBy(() -> revision.source().content())
                .isInstanceOf(SegueException.class)
                .hasMessageContaining("RV208");
    }

    private static List<Manner> manners(RevisionContent content) {
        List<Operation> operations = new ArrayList<>(content.upgrade());
        if (content.downgrade() instanceof Downgrade.Steps steps) {
            operations.addAll(steps.operations());
        }
        return operations.stream()
                .map(operation -> ((ExecuteSql) operation).manner())
                .toList();
    }

    private RevisionContent content(String body) {
        return read("-- segue:revision r1\n-- segue:upgrade\n" + body + "\n")
                .source()
                .content();
    }

    private Problem problemOf(String text) {
        try {
            read(text).source().content();
        } catch (SegueException failure) {
            return failure.problem();
        }
        throw new AssertionError("was accepted: " + text);
    }

    private Revision read(String text) {
        try {
            Path migrations = Files.createDirectories(folder.resolve("migrations"));
            Files.write(migrations.resolve("r.sql"), text.getBytes(StandardCharsets.UTF_8));
            return SqlRevision.read(
                    RevisionFolder.list(migrations, folder).get(0).read(), SqlSyntax.POSTGRESQL);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private static List<String> statements(Downgrade downgrade) {
        assertThat(downgrade).isInstanceOf(Downgrade.Steps.class);
        return ((Downgrade.Steps) downgrade)
                .operations().stream().map(Operation::summary).toList();
    }
}
