package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.SegueBuilder;
import dev.segue.backfill.Job;
import dev.segue.conformance.support.Killed;
import dev.segue.conformance.support.Problems;
import dev.segue.conformance.support.Revisions;
import dev.segue.conformance.support.TestDatabase;
import dev.segue.conformance.support.TestServer;
import dev.segue.execution.ExecutionEvent;
import dev.segue.execution.RunReport;
import dev.segue.operation.Phase;
import dev.segue.problem.Problem;
import dev.segue.step.Rollout;
import dev.segue.step.StepAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of revisions, and Java over rows, that run in batches. */
@ExtendWith(TestServer.Shared.class)
class StatementBackfillTest {

    private static final String NOTHING = "-- segue:nothing \"the rows stay as they are\"";

    private final TestDatabase database;
    private final Revisions revisions;

    StatementBackfillTest(TestServer server, @TempDir Path folder) {
        this.database = server.database();
        this.revisions = Revisions.in(folder);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void anUpdateJoinsOtherTables() {
        orders("id bigint PRIMARY KEY", 5000);
        database.execute(
                "CREATE TABLE customer (email text PRIMARY KEY, id int)",
                "INSERT INTO customer SELECT 'c' || i, i FROM generate_series(0, 9) AS i");

        upgrade("""
                -- segue:backfill batch=700
                WITH known AS (SELECT email, id FROM customer WHERE id < 9)
                UPDATE public.orders SET customer_id = known.id -- WHERE
                FROM known
                WHERE public.orders.customer_id IS NULL AND known.email = public.orders.email
                RETURNING orders.id;
                """);

        assertThat(database.text("SELECT count(*) FROM orders WHERE customer_id = id % 10"))
                .isEqualTo("4500");
        assertThat(database.text("SELECT count(*) FROM orders WHERE customer_id IS NULL"))
                .isEqualTo("500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id bigint PRIMARY KEY",
                "id bigint, email2 text COLLATE \"C\" DEFAULT 'x', PRIMARY KEY (email2, id)",
                "id bigint, key uuid PRIMARY KEY DEFAULT gen_random_uuid()",
                "id bigint, word text PRIMARY KEY DEFAULT md5(random()::text)",
                "id bigint",
            })
    void anUpdateComputesFromASubSelectWhateverTheKeyIs(String key) {
        orders(key, 5000);
        database.execute(
                "CREATE TABLE line (order_id bigint, cents int)",
                "INSERT INTO line SELECT i % 5000 + 1, i FROM generate_series(1, 10000) AS i",
                "CREATE INDEX ON line (order_id)");

        upgrade("""
                -- segue:backfill
                UPDATE orders o
                SET total = (SELECT sum(l.cents) FROM line l WHERE l.order_id = o.id)
                WHERE o.total IS NULL;
                """);

        assertThat(database.text("SELECT count(*) FROM orders o"
                        + " WHERE total = (SELECT sum(l.cents) FROM line l WHERE l.order_id = o.id)"))
                .isEqualTo("5000");
    }

    @Test
    void rowsAreDeletedInBatches() {
        orders("id bigint PRIMARY KEY", 5000);
        database.execute("CREATE TABLE gone (email text)", "INSERT INTO gone VALUES ('c1'), ('c2')");

        upgrade("""
                -- segue:backfill batch=100
                DELETE FROM ONLY orders AS o USING gone g WHERE g.email = o.email RETURNING *;
                """);

        assertThat(database.text("SELECT count(*) FROM orders")).isEqualTo("4000");
    }

    @Test
    void rowsAreCopiedAndThoseThatAreThereStay() {
        orders("id bigint PRIMARY KEY", 5000);
        database.execute(
                "CREATE TABLE archive (id bigint PRIMARY KEY, email text, n int DEFAULT 0)",
                "INSERT INTO archive VALUES (7, 'kept')");

        upgrade("""
                -- segue:backfill table=o
                INSERT INTO archive AS a (id, email)
                SELECT o.id, o.email FROM (VALUES (1)) AS one (n) CROSS JOIN orders o WHERE o.id > 2
                ON CONFLICT (id) DO UPDATE SET n = a.n + 1 WHERE a.email <> excluded.email;
                """);

        assertThat(database.text("SELECT count(*) FROM archive")).isEqualTo("4998");
        assertThat(database.lines("SELECT email || n FROM archive WHERE n <> 0"))
                .containsExactly("kept1");
    }

    @Test
    void copyingATableIntoItselfEnds() {
        database.execute(
                "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int)",
                "INSERT INTO orders (n) SELECT i FROM generate_series(1, 5000) AS i");

        upgrade("-- segue:backfill batch=100\nINSERT INTO orders (n) SELECT -n FROM orders;");

        assertThat(database.text("SELECT count(*) || ' ' || sum(n) FROM orders"))
                .isEqualTo("10000 0");
    }

    @Test
    void partitionsAreGoneThroughOneByOne() {
        database.execute(
                "CREATE TABLE orders (id bigint, region text, n int, PRIMARY KEY (id, region)) PARTITION BY LIST (region)",
                "CREATE TABLE orders_north PARTITION OF orders FOR VALUES IN ('north')",
                "CREATE TABLE \"Orders South\" PARTITION OF orders DEFAULT",
                "INSERT INTO orders SELECT i, CASE i % 2 WHEN 0 THEN 'north' ELSE 'south' END, 0"
                        + " FROM generate_series(1, 3000) AS i");

        upgrade("-- segue:backfill batch=400\nUPDATE orders SET n = n + 1;");

        assertThat(database.lines("SELECT DISTINCT n::text FROM orders")).containsExactly("1");
    }

    @Test
    void whatIsNotIdempotentIsStillDoneOnceWhenItWasKilledInBetween() {
        orders("id bigint PRIMARY KEY", 30_000);
        revisions.addData("-- segue:backfill batch=100\nUPDATE orders SET n = n + 1;", NOTHING);

        AtomicInteger told = new AtomicInteger();
        assertThatThrownBy(() -> builder()
                        .listener(event -> {
                            if (event instanceof ExecutionEvent.Progressed && told.incrementAndGet() == 3) {
                                throw new Killed();
                            }
                        })
                        .build()
                        .upgrade("head"))
                .isInstanceOf(Killed.class);
        String halfWay = database.text("SELECT count(*) FROM orders WHERE n = 1");
        builder().build().upgrade("head");

        assertThat(Integer.parseInt(halfWay)).isBetween(1, 29_999);
        assertThat(database.lines("SELECT DISTINCT n::text FROM orders")).containsExactly("1");
    }

    @Test
    void aTableWithoutAKeyNeedsAConditionThatTellsWhatIsDone() {
        orders("id bigint", 10);
        revisions.addData("-- segue:backfill\nUPDATE orders SET n = n + 1 WHERE email = 'c1';", NOTHING);

        Problem problem = Problems.of(() -> builder().build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("BF101");
        assertThat(database.text("SELECT sum(n) FROM orders")).isEqualTo("0");
    }

    @Test
    void theKeyThatTheTableIsGoneThroughByStays() {
        orders("id bigint PRIMARY KEY", 10);
        revisions.addData("-- segue:backfill\nUPDATE orders SET n = 1, id = id + 5;", NOTHING);

        Problem problem = Problems.of(() -> builder().build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("BF205");
        assertThat(problem.headline()).contains("id", "public.orders");
    }

    @Test
    void aDataRevisionWaitsForTheMigratePhase() {
        orders("id bigint PRIMARY KEY", 100);
        revisions.addData(
                "-- segue:backfill\nUPDATE orders SET n = 5 WHERE n = 0;\nINSERT INTO orders (id) VALUES (-1);",
                "-- segue:backfill\nUPDATE orders SET n = 0 WHERE n = 5;\nDELETE FROM orders WHERE id = -1;");

        RunReport expanded = builder().phases(Set.of(Phase.EXPAND)).build().upgrade("head");
        assertThat(expanded.revisions()).isEmpty();
        assertThat(database.text("SELECT sum(n) FROM orders")).isEqualTo("0");
        assertThat(builder().build().status().isUpToDate()).isFalse();

        RunReport migrated = builder().phases(Set.of(Phase.MIGRATE)).build().upgrade("head");
        assertThat(migrated.revisions()).hasSize(1);
        assertThat(database.text("SELECT count(*) || ' ' || sum(n) FROM orders"))
                .isEqualTo("101 500");
        assertThat(builder().build().status().isUpToDate()).isTrue();

        builder().build().downgrade("base");
        assertThat(database.text("SELECT count(*) || ' ' || sum(n) FROM orders"))
                .isEqualTo("100 0");
    }

    @Test
    void aColumnIsAddedAndFilledAndRequiredInOneRevision() {
        orders("id bigint PRIMARY KEY", 3000);

        upgrade("""
                ALTER TABLE orders ADD COLUMN total_cents bigint;
                -- segue:backfill
                UPDATE orders SET total_cents = n * 100 WHERE total_cents IS NULL;
                ALTER TABLE orders ALTER COLUMN total_cents SET NOT NULL;
                """);
        builder().build().contract(List.of());

        assertThat(database.text("SELECT count(*) FROM orders WHERE total_cents = n * 100"))
                .isEqualTo("3000");
    }

    @Test
    void whatMirrorsAColumnSeesWhatAStatementWrites() {
        orders("id bigint PRIMARY KEY", 2000);
        revisions.add("ALTER TABLE orders RENAME COLUMN n TO amount;", "ALTER TABLE orders RENAME COLUMN amount TO n;");
        builder().rollout(Rollout.PHASED).build().upgrade("head");
        revisions.addData("-- segue:backfill\nUPDATE orders SET amount = 7;", NOTHING);

        builder().rollout(Rollout.PHASED).build().upgrade("head");

        assertThat(database.lines("SELECT DISTINCT n || ' ' || amount FROM orders"))
                .containsExactly("7 7");
    }

    @Test
    void triggersFireWhereThatIsAskedForAndWhereRowsComeOrGo() {
        orders("id bigint PRIMARY KEY", 100);
        database.execute(
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.total := -1; RETURN NEW; END $$",
                "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()");

        upgrade("-- segue:backfill\nUPDATE orders SET n = 1;");
        String spared = database.text("SELECT count(total) FROM orders");
        upgrade("-- segue:backfill triggers=fire\nUPDATE orders SET n = 2 WHERE id <= 10;");
        String fired = database.text("SELECT count(total) FROM orders");
        upgrade("-- segue:backfill\nINSERT INTO orders (id) SELECT id + 100 FROM orders;");

        assertThat(spared).isEqualTo("0");
        assertThat(fired).isEqualTo("10");
        assertThat(database.text("SELECT count(total) FROM orders")).isEqualTo("110");
    }

    @Test
    void rowsThatWereLeftOutAreDoneAgain() {
        orders("id bigint PRIMARY KEY", 1000);
        suppress("id IN (5, 700) AND nextval('tries') < 4");

        upgrade("-- segue:backfill triggers=fire verify=guard\nUPDATE orders o SET n = id + 1 WHERE o.n = 0;");

        assertThat(database.text("SELECT count(*) FROM orders WHERE n = id + 1"))
                .isEqualTo("1000");
    }

    @Test
    void whatRemainsIsToldAndKeepsTheRevisionFromBeingDone() {
        orders("id bigint PRIMARY KEY", 1000);
        suppress("id IN (5, 700)");
        revisions.addData(
                "-- segue:backfill triggers=fire\nUPDATE orders SET total = id WHERE total IS NULL;", NOTHING);

        Problem problem = Problems.of(() -> builder().build().upgrade("head"));
        boolean isDone = builder().build().status().isUpToDate();
        Job failed = builder().build().backfills().status(Optional.empty());
        database.execute("DROP TRIGGER suppress ON orders");
        builder().build().upgrade("head");

        assertThat(problem.code().code()).isEqualTo("BF120");
        assertThat(problem.text()).contains("2 rows of public.orders", "5", "700");
        assertThat(isDone).isFalse();
        assertThat(failed.failure()).contains(problem.headline());
        assertThat(failed.rows()).isEqualTo(1000);
        assertThat(failed.seen()).isEqualTo(1000);
        assertThat(database.text("SELECT count(*) FROM orders WHERE total = id"))
                .isEqualTo("1000");
    }

    @Test
    void anExpressionThatYieldsNullIsNoOffence() {
        orders("id bigint PRIMARY KEY", 1000);

        upgrade("-- segue:backfill\nUPDATE orders SET total = nullif(id % 2, 0) WHERE total IS NULL;");

        assertThat(database.text("SELECT count(total) FROM orders")).isEqualTo("500");
    }

    @Test
    void everyValueIsComparedWhereThatIsAskedFor() {
        orders("id bigint PRIMARY KEY", 100);
        suppress("id = 5 AND nextval('tries') < 3");

        upgrade("-- segue:backfill triggers=fire verify=value\nUPDATE orders SET n = 7, total = id;");
        String plain = database.text("SELECT count(*) FROM orders WHERE n = 7 AND total = id");
        revisions.addData("-- segue:backfill verify=value\nUPDATE orders SET n = n + 1;", NOTHING);
        Problem neverEqual = Problems.of(() -> builder().build().upgrade("head"));

        assertThat(plain).isEqualTo("100");
        assertThat(neverEqual.code().code()).isEqualTo("BF120");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- segue:backfill verify=guard\nINSERT INTO orders (n) SELECT n FROM orders o;",
                "-- segue:backfill verify=value\nINSERT INTO orders (n) SELECT n FROM orders o;",
                "-- segue:backfill verify=guard\nUPDATE orders SET n = 7;",
                "-- segue:backfill verify=value\nUPDATE orders SET (n, total) = (SELECT 1, 2);",
                "-- segue:backfill verify=value\nDELETE FROM orders WHERE n = 7;"
            })
    void whatCannotBeVerifiedIsRefusedBeforeAnythingRuns(String statement) {
        orders("id bigint PRIMARY KEY", 10);
        revisions.addData(statement, NOTHING);

        Problem problem = Problems.of(() -> builder().build().upgrade("head"));

        assertThat(problem.code().code()).isEqualTo("BF206");
        assertThat(database.text("SELECT count(*) FROM orders WHERE n = 0")).isEqualTo("10");
    }

    /** A script can neither pause nor go on where it was, and says so. */
    @Test
    void aScriptHoldsTheStatementAsAWholeAndSaysSo() {
        orders("id bigint PRIMARY KEY", 20);
        revisions.addData(
                "-- segue:backfill batch=5\nUPDATE orders SET n = n + 7;",
                "-- segue:backfill batch=5\nUPDATE orders SET n = n - 7;");

        String up = builder().build().upgradeScript("base:head");
        String down = builder().build().downgradeScript("head:base");
        database.execute(up);
        String afterUp = database.text("SELECT DISTINCT n FROM orders");
        boolean isUpToDate = builder().build().status().isUpToDate();
        database.execute(down);

        assertThat(up).containsOnlyOnce("-- batches are not possible in a script");
        assertThat(down).containsOnlyOnce("-- batches are not possible in a script");
        assertThat(afterUp).isEqualTo("7");
        assertThat(isUpToDate).isTrue();
        assertThat(database.text("SELECT DISTINCT n FROM orders")).isEqualTo("0");
    }

    /** What Java asks for in SQL is marked like what a file asks for, and what only Java can compute is refused. */
    @Test
    void aScriptOfAJavaRevisionHoldsItsBackfillsAsAWholeUnlessJavaComputesThem() throws IOException {
        orders("id bigint PRIMARY KEY", 20);
        java("""
                op.table("orders").addColumn("m", dev.segue.sql.DataTypes.TEXT, column -> column.filledBy("'m' || id"));
                op.table("orders").backfill(fill -> fill.set("n", "n + 7"));
                """);

        database.execute(builder().build().upgradeScript("base:head"));
        String script = builder().build().upgradeScript("base:head");
        boolean isUpToDate = builder().build().status().isUpToDate();
        java("op.backfill(\"orders\").read(\"id\").write(\"n\").with(row -> row.number(\"id\"));");
        Problem refused = Problems.of(() -> builder().build().upgradeScript("base:head"));

        assertThat(script.split("-- batches are not possible in a script", -1)).hasSize(3);
        assertThat(database.text("SELECT count(*) FROM orders WHERE n = 7 AND m = 'm' || id"))
                .isEqualTo("20");
        assertThat(isUpToDate).isTrue();
        assertThat(refused.code().code()).isEqualTo("PL105");
        assertThat(refused.headline()).contains("runs Java code", "n of orders");
    }

    @Test
    void thePlanTellsWhichTableDrivesAndHowManyRowsItHas() {
        orders("id bigint PRIMARY KEY", 4000);
        database.execute("ANALYZE orders");
        revisions.addData("-- segue:backfill workers=2\nINSERT INTO orders (n) SELECT n FROM orders o;", NOTHING);

        var step =
                builder().build().planUpgrade("head").revisions().get(0).steps().get(0);

        StepAction.FillRows fill = (StepAction.FillRows) step.action();
        assertThat(fill.table()).hasToString("public.orders");
        assertThat(fill.settings().workers()).contains(2);
        assertThat(step.impact().rows()).isEqualTo(4000);
        assertThat(step.phase()).isEqualTo(Phase.MIGRATE);
    }

    @Test
    void javaComputesWhatSqlCannot() throws IOException {
        database.execute(
                "CREATE TABLE orders (id int, at timestamptz, payload text, amount numeric(12, 2), big bigint,"
                        + " yes boolean, key uuid, doc jsonb, raw bytea, tags text[], copied text, PRIMARY KEY (id))",
                "INSERT INTO orders SELECT i, '2024-05-06 07:08:09.123+02'::timestamptz + i * interval '1 second',"
                        + " CASE WHEN i % 10 = 0 THEN NULL ELSE 'é\"\\{},''' || i END, i / 4.0, i::bigint << 33,"
                        + " i % 2 = 0, gen_random_uuid(), jsonb_build_object('n', i), sha256(i::text::bytea),"
                        + " ARRAY['a,b', NULL, '\"' || i]"
                        + " FROM generate_series(1, 3000) AS i",
                "CREATE TABLE before AS SELECT * FROM orders",
                "ALTER TABLE orders ADD UNIQUE (key)");
        java(
                "op.backfill(\"orders\").read(\"payload\").write(\"copied\").where(\"copied IS NULL\")"
                        + ".with(row -> row.isNull(\"payload\") ? null : row.text(\"payload\") + \"!\");",
                """
                op.backfill("orders")
                        .read("at", "amount", "big", "yes", "key", "doc", "raw", "tags")
                        .write("at", "amount", "big", "yes", "key", "doc", "raw", "tags")
                        .batch(500)
                        .with(row -> {
                            var values = new java.util.HashMap<String, Object>();
                            values.put("at", row.instant("at").plusSeconds(1));
                            values.put("amount", row.decimal("amount").negate());
                            values.put("big", row.number("big") + 1);
                            values.put("yes", !row.flag("yes"));
                            values.put("key", new java.util.UUID(1, row.uuid("key").getLeastSignificantBits()));
                            values.put("doc", row.text("doc").replace("n", "m"));
                            byte[] raw = row.bytes("raw");
                            raw[0] ^= 1;
                            values.put("raw", raw);
                            values.put("tags", row.elements("tags"));
                            return values;
                        });
                """);

        builder().build().upgrade("head");

        assertThat(database.text("SELECT count(*) FROM orders JOIN before AS b USING (id) WHERE"
                        + " orders.at = b.at + interval '1 second' AND orders.amount = -b.amount"
                        + " AND orders.big = b.big + 1 AND orders.yes = NOT b.yes AND orders.doc = jsonb_build_object('m', id)"
                        + " AND orders.raw = set_byte(b.raw, 0, get_byte(b.raw, 0) # 1)"
                        + " AND orders.tags IS NOT DISTINCT FROM b.tags AND orders.key::text LIKE '00000000-0000-0001-%'"
                        + " AND orders.copied IS NOT DISTINCT FROM b.payload || '!'"))
                .isEqualTo("3000");
        assertThat(database.text("SELECT count(copied) FROM orders")).isEqualTo("2700");
    }

    @Test
    void javaThatThrowsOrReturnsSomethingOddIsToldWithoutItsRows() throws IOException {
        database.execute("CREATE TABLE orders (payload text, n int, m int)", "INSERT INTO orders VALUES ('secret')");
        java("""
                op.backfill("orders").read("payload").write("n").where("n IS NULL")
                        .with(row -> Integer.parseInt(row.text("payload")));
                """, """
                op.backfill("orders").read("payload").write("m").where("m IS NULL").with(row -> new Object());
                """);

        Problem thrown = Problems.of(() -> builder().build().upgrade("+1"));
        database.execute("UPDATE orders SET payload = '1'");
        Problem odd = Problems.of(() -> builder().build().upgrade("head"));

        assertThat(thrown.code().code()).isEqualTo("BF301");
        assertThat(thrown.text())
                .contains("NumberFormatException", "compute n of orders")
                .doesNotContain("secret");
        assertThat(odd.code().code()).isEqualTo("BF302");
        assertThat(odd.text()).contains("java.lang.Object", "column m");
    }

    private void orders(String key, int count) {
        database.execute(
                "CREATE TABLE orders (" + key + ", email text, customer_id int, total bigint, n int DEFAULT 0)",
                "INSERT INTO orders (id, email) SELECT i, 'c' || i % 10 FROM generate_series(1, " + count + ") AS i");
    }

    /** Leaves rows out of every update for as long as they fulfil a condition. */
    private void suppress(String condition) {
        database.execute(
                "CREATE SEQUENCE tries",
                "CREATE FUNCTION suppress() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE FUNCTION is_suppressed(id bigint) RETURNS boolean LANGUAGE sql VOLATILE AS" + " $$ SELECT "
                        + condition + " $$",
                "CREATE TRIGGER suppress BEFORE UPDATE ON orders FOR EACH ROW WHEN (is_suppressed(OLD.id))"
                        + " EXECUTE FUNCTION suppress()");
    }

    private void upgrade(String statements) {
        revisions.addData(statements, NOTHING);
        builder().build().upgrade("head");
    }

    /** Java revisions, one after the other, whose upgrade is the given code. */
    private void java(String... upgrades) throws IOException {
        for (int i = 0; i < upgrades.length; i++) {
            String parent = i == 0 ? "" : ", parent = \"c0ffee90000" + (i - 1) + "\"";
            Files.writeString(
                    revisions.folder().resolve("Filling" + i + ".java"), """
                    import dev.segue.operation.Operations;
                    import dev.segue.revision.Migration;
                    import dev.segue.revision.RevisionHeader;
                    import dev.segue.revision.RevisionKind;

                    @RevisionHeader(id = "c0ffee90000%s"%s, message = "fills", kind = RevisionKind.DATA)
                    public final class Filling%s extends Migration {
                        @Override
                        public void upgrade(Operations op) {
                            %s
                        }

                        @Override
                        public void downgrade(Operations op) {
                            nothing("it is thrown away");
                        }
                    }
                    """.formatted(i, parent, i, upgrades[i]));
        }
    }

    private SegueBuilder builder() {
        return database.segue(revisions.folder());
    }
}
