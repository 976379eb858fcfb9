package dev.segue.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.segue.conformance.support.RichDatabase;
import dev.segue.ddl.DdlReader;
import dev.segue.schema.Column;
import dev.segue.schema.ColumnFeatures;
import dev.segue.schema.Constraint;
import dev.segue.schema.Constraint.Check;
import dev.segue.schema.Constraint.Exclusion;
import dev.segue.schema.Constraint.ForeignKey;
import dev.segue.schema.Constraint.PrimaryKey;
import dev.segue.schema.Constraint.Unique;
import dev.segue.schema.Deferral;
import dev.segue.schema.EnumType;
import dev.segue.schema.Generation;
import dev.segue.schema.Index;
import dev.segue.schema.Privilege;
import dev.segue.schema.Schema;
import dev.segue.schema.Sequence;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.schema.TableSize;
import dev.segue.schema.View;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from a catalog, on the oldest, the usual and the newest PostgreSQL. */
@ParameterizedClass
@MethodSource("databases")
class PostgresqlIntrospectionTest {

    private final RichDatabase database;

    PostgresqlIntrospectionTest(RichDatabase database) {
        this.database = database;
    }

    /** Each is started when its turn comes, and closed by the test framework after the last test. */
    static Stream<RichDatabase> databases() {
        return Stream.of(14, 17, 18).map(RichDatabase::on);
    }

    @Test
    void aColumnIsToldWithTypeNullabilityAndDefault() {
        Table customer = table("shop.customer");

        assertThat(customer.columns())
                .extracting(column -> column.name().text())
                .containsExactly(
                        "id",
                        "code",
                        "name",
                        "email",
                        "feeling",
                        "feelings",
                        "clothes",
                        "price",
                        "doubled",
                        "at",
                        "german",
                        "body",
                        "Group",
                        "nick",
                        "during",
                        "last_purchase");
        assertThat(column(customer, "name"))
                .isEqualTo(with(
                        new ColumnFeatures(
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                List.of(privilege("PUBLIC", "SELECT"), privilege("PUBLIC", "UPDATE")),
                                Optional.empty()),
                        Column.nullable("name", "character varying(50)")
                                .required()
                                .withDefault("'nobody'::character varying")
                                .withComment(Optional.of("as they say it"))));
        assertThat(column(customer, "email")).isEqualTo(Column.nullable("email", "shop.email"));
        assertThat(column(customer, "feeling"))
                .isEqualTo(Column.nullable("feeling", "shop.mood").withDefault("'happy'::shop.mood"));
        assertThat(column(customer, "feelings"))
                .isEqualTo(Column.nullable("feelings", "shop.mood[]").required().withDefault("'{}'::shop.mood[]"));
        assertThat(column(customer, "clothes")).isEqualTo(Column.nullable("clothes", "shop.clothing[]"));
        assertThat(column(customer, "price"))
                .isEqualTo(Column.nullable("price", "numeric(10,2)").required().withDefault("(1 + 2)"));
        assertThat(column(customer, "at"))
                .isEqualTo(Column.nullable("at", "timestamp(3) with time zone")
                        .withDefault("'2020-02-03 03:05:06+00'::timestamp with time zone"));
        assertThat(column(customer, "nick")).isEqualTo(Column.nullable("nick", "public.citext"));
    }

    @Test
    void aColumnIsToldWithHowItIsFilledAndKept() {
        Table customer = table("shop.customer");

        assertThat(column(customer, "id"))
                .isEqualTo(Column.nullable("id", "bigint")
                        .required()
                        .withGeneration(Optional.of(new Generation.Identity(true, "START WITH 1000 INCREMENT BY 10"))));
        assertThat(column(customer, "code"))
                .isEqualTo(Column.nullable("code", "integer")
                        .required()
                        .withGeneration(Optional.of(new Generation.Identity(false, ""))));
        assertThat(column(customer, "doubled"))
                .isEqualTo(Column.nullable("doubled", "numeric")
                        .withGeneration(
                                Optional.of(new Generation.Computed(SqlExpression.of("price * (2)::numeric"), true))));
        assertThat(column(customer, "german"))
                .isEqualTo(Column.nullable("german", "text")
                        .withCollation(Optional.of(TableName.of("pg_catalog", "de-x-icu"))));
        assertThat(column(customer, "body"))
                .isEqualTo(with(
                        new ColumnFeatures(
                                Optional.of("EXTERNAL"),
                                Optional.of("pglz"),
                                OptionalInt.of(500),
                                List.of(),
                                Optional.empty()),
                        Column.nullable("body", "text")));
    }

    @Test
    void constraintsAreToldWithValidityAndDeferral() {
        assertThat(table("shop.customer").constraints())
                .containsExactly(
                        new PrimaryKey(
                                name("customer_key"),
                                names("id"),
                                names("name"),
                                Deferral.NOT_DEFERRABLE,
                                "WITH (fillfactor='80')"),
                        new Unique(
                                name("customer_code_once"),
                                names("code"),
                                List.of(),
                                true,
                                Deferral.INITIALLY_IMMEDIATE,
                                ""),
                        new Unique(
                                name("customer_email_once"),
                                names("email", "Group"),
                                List.of(),
                                true,
                                Deferral.INITIALLY_DEFERRED,
                                ""),
                        new Exclusion(
                                name("customer_no_overlap"),
                                "EXCLUDE USING gist (code WITH =, during WITH &&) WHERE ((code > 5))",
                                names("code", "during"),
                                Deferral.INITIALLY_DEFERRED),
                        new ForeignKey(
                                name("customer_last_purchase"),
                                names("last_purchase"),
                                TableName.of("shop", "purchase"),
                                names("id"),
                                "SIMPLE",
                                "NO ACTION",
                                "NO ACTION",
                                Deferral.INITIALLY_IMMEDIATE,
                                false),
                        new Check(
                                name("customer_later"),
                                SqlExpression.of("length(body) < 100"),
                                names("body"),
                                true,
                                false),
                        new Check(name("customer_only_here"), SqlExpression.of("code > 0"), names("code"), false, true),
                        new Check(
                                name("customer_price"),
                                SqlExpression.of("(price > (0)::numeric) AND ((name)::text <> ')'::text)"),
                                names("price", "name"),
                                true,
                                true));
    }

    @Test
    void foreignKeysAreToldWithTheirActions() {
        assertThat(constraint("shop.purchase", "purchase_customer_fkey"))
                .isEqualTo(new ForeignKey(
                        name("purchase_customer_fkey"),
                        names("customer"),
                        TableName.of("shop", "customer"),
                        names("id"),
                        "SIMPLE",
                        "SET NULL",
                        "CASCADE",
                        Deferral.NOT_DEFERRABLE,
                        true));
        assertThat(constraint("shop.note", "note_purchase"))
                .isEqualTo(new ForeignKey(
                        name("note_purchase"),
                        names("left", "right"),
                        TableName.of("shop", "purchase"),
                        names("left", "right"),
                        "FULL",
                        "RESTRICT",
                        "SET DEFAULT",
                        Deferral.NOT_DEFERRABLE,
                        true));
    }

    @Test
    void aForeignKeyBetweenPartitionedTablesIsToldOnceForEachTable() {
        for (String bucket : List.of("shop.bucket", "shop.bucket_0", "shop.bucket_1")) {
            assertThat(table(bucket).constraints())
                    .filteredOn(ForeignKey.class::isInstance)
                    .singleElement()
                    .satisfies(key ->
                            assertThat(((ForeignKey) key).referencedTable()).isEqualTo(TableName.of("shop", "bucket")));
        }
    }

    @Test
    void anIndexIsToldWithEveryPartOfItsKey() {
        Index plain = index("shop.customer", "customer_plain");
        Index lower = index("shop.customer", "customer_lower");

        assertThat(plain.parts())
                .containsExactly(
                        part("name"),
                        new Index.Part(
                                name("price"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                Optional.empty()),
                        new Index.Part(
                                name("at"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                Optional.of(false)),
                        new Index.Part(
                                name("body"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.of(true)));
        assertThat(plain.include()).isEqualTo(names("code"));
        assertThat(plain.parameters()).isEqualTo("fillfactor='60'");
        assertThat(plain.isUnique()).isFalse();
        assertThat(plain.constraint()).isEmpty();
        assertThat(lower.parts())
                .containsExactly(
                        new Index.Part(
                                Optional.empty(),
                                Optional.of(SqlExpression.of("lower((name)::text)")),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty()),
                        new Index.Part(
                                Optional.empty(),
                                Optional.of(SqlExpression.of("(name)::text || 'x'::text")),
                                Optional.of(TableName.of("pg_catalog", "C")),
                                Optional.of("text_pattern_ops"),
                                true,
                                Optional.empty()));
        assertThat(lower.predicate()).contains(SqlExpression.of("price > (10)::numeric"));
    }

    @Test
    void anOperatorClassIsToldWhereItIsNotTheDefault() {
        assertThat(index("shop.customer", "customer_trigram").parts())
                .extracting(Index.Part::operatorClass)
                .containsExactly(
                        Optional.of("public.gist_trgm_ops (siglen='32')"), Optional.of("public.gist_trgm_ops"));
        assertThat(index("shop.customer", "customer_nick").parts())
                .extracting(Index.Part::operatorClass)
                .containsExactly(Optional.empty(), Optional.of("text_ops"), Optional.empty());
        assertThat(index("shop.customer", "customer_hash").parts()).containsExactly(part("email"));
    }

    @Test
    void anIndexSaysWhichConstraintItCarries() {
        assertThat(table("shop.customer").indexes())
                .filteredOn(index -> index.constraint().isPresent())
                .allSatisfy(index -> assertThat(index.constraint()).isEqualTo(index.name()))
                .extracting(index -> index.name().orElseThrow().text())
                .containsExactly("customer_code_once", "customer_email_once", "customer_key", "customer_no_overlap");
    }

    /** Two ways to the same value: from the columns of the catalog, and from the text that the server prints. */
    @Test
    void everyIndexIsWhatItsPrintedDefinitionSays() {
        Schema schema = database.read();

        for (Table table : schema.tables()) {
            for (Index index : table.indexes()) {
                TableName indexName =
                        new TableName(table.name().schema(), index.name().orElseThrow());
                String printed = database.database()
                        .text("SELECT pg_get_indexdef('"
                                + indexName.quoted(SqlSyntax.POSTGRESQL).replace("'", "''") + "'::regclass)");

                assertThat(withoutCatalogNames(index.toString()))
                        .isEqualTo(withoutCatalogNames(
                                asInSchema(DdlReader.index(printed).orElseThrow(), index.isValid(), index.constraint())
                                        .toString()));
            }
        }
    }

    @Test
    void anIndexThatCouldNotBeBuiltIsInvalid() {
        assertThat(index("shop.far_away", "far_away_failed").isValid()).isFalse();
        assertThat(index("shop.bucket", "bucket_alone").isValid()).isFalse();
        assertThat(index("shop.bucket", "bucket_pkey").isValid()).isTrue();
    }

    @Test
    void triggersAndPoliciesAreToldAsStatements() {
        TableFeatures features = table("shop.customer").features();

        assertThat(features.triggers())
                .containsExactly(
                        new TableFeatures.Trigger(
                                SqlName.of("always"),
                                "CREATE TRIGGER always BEFORE INSERT ON shop.customer FOR EACH ROW EXECUTE FUNCTION"
                                        + " shop.touch()",
                                "A",
                                List.of()),
                        new TableFeatures.Trigger(
                                SqlName.of("watch"),
                                "CREATE TRIGGER watch AFTER UPDATE OF name, \"Group\" ON shop.customer FOR EACH ROW"
                                        + " WHEN (((old.name)::text IS DISTINCT FROM (new.name)::text)) EXECUTE FUNCTION"
                                        + " shop.touch()",
                                "O",
                                names("name", "Group")));
        assertThat(features.policies())
                .containsExactly(
                        new TableFeatures.Policy(
                                SqlName.of("no cheap ones"),
                                "CREATE POLICY \"no cheap ones\" ON shop.customer AS RESTRICTIVE FOR ALL TO PUBLIC"
                                        + " USING ((price > (1)::numeric)) WITH CHECK ((price > (2)::numeric))"),
                        new TableFeatures.Policy(
                                SqlName.of("readers"),
                                "CREATE POLICY readers ON shop.customer AS PERMISSIVE FOR SELECT TO app_reader,"
                                        + " \"App Writer\" USING (((name)::text = CURRENT_USER))"));
        assertThat(features.rowSecurity()).isEqualTo(TableFeatures.RowSecurity.FORCED);
        database.database()
                .execute(
                        "BEGIN",
                        "DROP POLICY readers ON shop.customer",
                        features.policies().get(1).definition(),
                        "COMMIT");
        assertThat(table("shop.customer").features()).isEqualTo(features);
    }

    @Test
    void whatElseIsSetForATableIsTold() {
        Table customer = table("shop.customer");
        TableFeatures features = customer.features();

        assertThat(customer.comment()).contains("people\nwho \"buy\"");
        assertThat(features.privileges())
                .containsExactlyInAnyOrder(
                        privilege("app_reader", "INSERT"),
                        privilege("app_reader", "SELECT"),
                        new Privilege("App Writer", "UPDATE", true));
        assertThat(features.owner()).contains("postgres");
        assertThat(features.storage())
                .isEqualTo("WITH (fillfactor='70', autovacuum_enabled=off, toast.autovacuum_enabled='false')");
        assertThat(features.replicaIdentity())
                .isEqualTo(new TableFeatures.ReplicaIdentity(
                        TableFeatures.ReplicaIdentity.Kind.INDEX, name("customer_key")));
        assertThat(features.statistics())
                .containsExactly(new TableFeatures.Statistics(
                        TableName.of("shop", "name_and_price"),
                        "CREATE STATISTICS shop.name_and_price (dependencies) ON name, price FROM shop.customer",
                        names("name", "price")));
        assertThat(features.persistence()).isEqualTo(TableFeatures.Persistence.PERMANENT);
        assertThat(table("shop.far_away").features().persistence()).isEqualTo(TableFeatures.Persistence.UNLOGGED);
        assertThat(table("shop.far_away").features().replicaIdentity().kind())
                .isEqualTo(TableFeatures.ReplicaIdentity.Kind.FULL);
        assertThat(table("shop.purchase").features().publications())
                .containsExactly(publication("everything"), publication("purchases"));
        assertThat(table("shop.remote").features().storage())
                .isEqualTo("SERVER \"elsewhere\" OPTIONS (host 'a ''b''')");
    }

    @Test
    void partitionsAreToldInTheirPlaces() {
        Schema schema = database.read("archive.event_2024_a");

        assertThat(schema.tables())
                .extracting(table -> table.name().toString())
                .contains(
                        "archive.event_2024_a",
                        "shop.event",
                        "shop.event_2024",
                        "shop.event_2024_rest",
                        "shop.event_rest",
                        "shop.customer");
        assertThat(table(schema, "shop.event").partitioning()).contains("RANGE (day, ((id + 1)))");
        assertThat(table(schema, "shop.event").partition()).isEmpty();
        assertThat(table(schema, "shop.event").features().triggers()).hasSize(1);
        assertThat(table(schema, "shop.event_2024").partitioning()).contains("LIST (kind)");
        assertThat(table(schema, "shop.event_2024").partition())
                .contains(new Table.Partition(
                        TableName.of("shop", "event"),
                        "FOR VALUES FROM ('2024-01-01', MINVALUE) TO ('2025-01-01', MINVALUE)"));
        assertThat(table(schema, "archive.event_2024_a").partition())
                .contains(new Table.Partition(TableName.of("shop", "event_2024"), "FOR VALUES IN ('a', 'b''c')"));
        assertThat(table(schema, "archive.event_2024_a").features().triggers()).isEmpty();
        assertThat(table(schema, "shop.event_2024_rest").partition())
                .contains(new Table.Partition(TableName.of("shop", "event_2024"), "DEFAULT"));
    }

    @Test
    void childrenByInheritanceNameTheirParentsInOrder() {
        Schema schema = database.read("shop.animal");

        assertThat(table(schema, "shop.cat").inherits())
                .containsExactly(TableName.of("shop", "legged"), TableName.of("shop", "animal"));
        assertThat(table(schema, "shop.kitten").inherits()).containsExactly(TableName.of("shop", "cat"));
        assertThat(table(schema, "shop.kitten").columns())
                .extracting(column -> column.name().text())
                .containsExactly("legs", "name", "age");
        assertThat(schema.tables()).hasSize(4);
    }

    @Test
    void viewsAreToldWithWhatTheyUse() {
        Schema schema = database.read();
        View names = view(schema, "shop.customer_names");
        View count = view(schema, "shop.name_count");

        assertThat(names.columns()).isEqualTo(names("id", "Full Name"));
        assertThat(names.query()).startsWith("SELECT").contains("shop.customer").doesNotEndWith(";");
        assertThat(names.options()).isEqualTo("security_barrier='true', check_option=local");
        assertThat(names.uses())
                .containsExactly(
                        use("shop", "customer", "id"),
                        use("shop", "customer", "name"),
                        use("shop", "customer", "price"));
        assertThat(names.privileges()).containsExactly(privilege("app_reader", "SELECT"));
        assertThat(names.comment()).contains("for the letters");
        assertThat(count.isMaterialized()).isTrue();
        assertThat(count.options()).isEqualTo("fillfactor='50'");
        assertThat(count.uses()).containsExactly(use("shop", "short_names", "Full Name"));
        assertThat(count.indexes()).singleElement().satisfies(index -> {
            assertThat(index.name()).isEqualTo(name("name_count_once"));
            assertThat(index.parts()).containsExactly(part("Full Name"));
        });
        assertThat(view(schema, "shop.how_many").uses())
                .containsExactly(new View.Use(TableName.of("shop", "far_away"), Optional.empty()));
    }

    @Test
    void sequencesSayToWhomTheyBelong() {
        assertThat(database.read().sequences())
                .containsExactly(
                        new Sequence(
                                TableName.of("shop", "customer_code_seq"),
                                DataType.of("integer"),
                                "",
                                Optional.of(new Sequence.Owner(
                                        TableName.of("shop", "customer"), SqlName.of("code"), true))),
                        new Sequence(
                                TableName.of("shop", "customer_id_seq"),
                                DataType.of("bigint"),
                                "START WITH 1000 INCREMENT BY 10",
                                Optional.of(
                                        new Sequence.Owner(TableName.of("shop", "customer"), SqlName.of("id"), true))),
                        new Sequence(
                                TableName.of("shop", "purchase_serial_number_seq"),
                                DataType.of("bigint"),
                                "",
                                Optional.of(new Sequence.Owner(
                                        TableName.of("shop", "purchase"), SqlName.of("serial_number"), false))),
                        new Sequence(
                                TableName.of("shop", "ticket"),
                                DataType.of("integer"),
                                "START WITH 100 INCREMENT BY -5 MINVALUE -1000 MAXVALUE 1000 CACHE 20 CYCLE",
                                Optional.empty()));
    }

    @Test
    void enumsKeepTheOrderOfTheirWords() {
        assertThat(database.read().enums())
                .containsExactly(
                        new EnumType(
                                TableName.of("odd \"one\".x", "Mood; DROP"),
                                List.of("x", "{\"a\",b}", "ünï"),
                                Optional.empty()),
                        new EnumType(
                                TableName.of("shop", "mood"),
                                List.of("sad", "so so", "it's ok", "happy"),
                                Optional.of("how they feel")),
                        new EnumType(TableName.of("shop", "size"), List.of("S", "L"), Optional.empty()),
                        new EnumType(TableName.of("shop", "unused"), List.of(), Optional.empty()));
    }

    @Test
    void namesAreToldAsTheyAreWhateverIsInThem() {
        TableName odd = TableName.of("odd \"one\".x", "Größe \"quoted\" .name; 日本語");
        Schema schema = database.read(odd.quoted(SqlSyntax.POSTGRESQL));

        assertThat(schema.tables()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo(odd);
            assertThat(table.columns())
                    .map(PostgresqlIntrospectionTest::withoutVersion)
                    .containsExactly(
                            Column.nullable("sélect 'x' {name} \"?", "integer").required(),
                            Column.nullable("{a,b}\\c", "\"odd \"\"one\"\".x\".\"Mood; DROP\"[]")
                                    .withDefault("ARRAY['x'::\"odd \"\"one\"\".x\".\"Mood; DROP\"]"),
                            Column.nullable("select", "text"));
            assertThat(table.constraints())
                    .extracting(constraint -> constraint.name().orElseThrow().text())
                    .containsExactly("pk \"1\".x", "check ?");
            assertThat(table.indexes().get(0).parts()).containsExactly(part("select"), part("{a,b}\\c"));
        });
        assertThat(schema.enums()).hasSize(1);
    }

    @Test
    void aNameIsCutLikeTheServerCutsIt() {
        String stem = "a23456789_123456789_123456789_123456789_123456789_123456789_";

        assertThat(database.read("shop." + stem + "äöü").tables())
                .extracting(table -> table.name().name().text())
                .containsExactly(stem + "ä");
    }

    @Test
    void whatCameWithFifteenIsTold() {
        assumeTrue(database.version() >= 15);
        Table table = table("shop.since_15");

        assertThat(table.constraints())
                .containsExactly(
                        new Unique(name("since_15_id_key"), names("id"), List.of(), false, Deferral.NOT_DEFERRABLE, ""),
                        new ForeignKey(
                                name("since_15_other"),
                                names("id", "other"),
                                TableName.of("shop", "purchase"),
                                names("left", "right"),
                                "SIMPLE",
                                "NO ACTION",
                                "SET NULL (\"other\")",
                                Deferral.NOT_DEFERRABLE,
                                true));
        assertThat(index("shop.since_15", "since_15_index").areNullsDistinct()).isFalse();
        assertThat(table.features().publications())
                .containsExactly(
                        new TableFeatures.Publication(SqlName.of("columns"), names("id"), Optional.of("id > 1")),
                        publication("everything"));
        assertThat(table("archive.customer").features().publications())
                .containsExactly(publication("everything"), publication("of_schema"));
        assertThat(view(database.read(), "shop.invoker").options()).isEqualTo("security_invoker='true'");
    }

    @Test
    void whatCameWithEighteenIsTold() {
        assumeTrue(database.version() >= 18);
        Table table = table("shop.since_18");

        assertThat(column(table, "later").isNullable())
                .as("required, but not valid")
                .isTrue();
        assertThat(column(table, "valid").isNullable()).isFalse();
        assertThat(column(table, "doubled").generation())
                .contains(new Generation.Computed(SqlExpression.of("valid * 2"), false));
        assertThat(table.constraints())
                .containsExactly(
                        new PrimaryKey(
                                name("since_18_key"),
                                names("id", "during"),
                                List.of(),
                                Deferral.NOT_DEFERRABLE,
                                "",
                                true),
                        new Check(name("since_18_wish"), SqlExpression.of("id > 0"), names("id"), true, false, false));
        assertThat(constraint("shop.since_18_child", "since_18_hint"))
                .isInstanceOfSatisfying(
                        ForeignKey.class, key -> assertThat(key.isEnforced()).isFalse());
        assertThat(constraint("shop.since_18_child", "since_18_period"))
                .isInstanceOfSatisfying(ForeignKey.class, key -> {
                    assertThat(key.isPeriod()).isTrue();
                    assertThat(key.columns()).isEqualTo(names("id", "during"));
                });
    }

    @Test
    void aTableIsAsLargeAsItsPartitionsTogether() {
        database.database()
                .execute("INSERT INTO shop.bucket (id) SELECT generate_series(1, 5000) ON CONFLICT DO NOTHING");
        TableSize guessed = table("shop.bucket").size();
        database.database().execute("ANALYZE shop.bucket_0", "ANALYZE shop.bucket_1");
        Schema schema = database.read("shop.bucket");

        TableSize first = table(schema, "shop.bucket_0").size();
        TableSize second = table(schema, "shop.bucket_1").size();
        assertThat(table(schema, "shop.bucket").size())
                .isEqualTo(new TableSize(5000, first.bytes() + second.bytes(), false));
        assertThat(first.bytes()).isPositive();
        assertThat(guessed.rows()).as("without a count").isBetween(5000L, 15_000L);
        assertThat(table("shop.far_away").size().rows()).isPositive();
        assertThat(table("shop.note").size()).isEqualTo(new TableSize(0, 0, false));
        assertThat(table("shop.remote").size()).isEqualTo(TableSize.UNKNOWN);
    }

    private static Column with(ColumnFeatures features, Column column) {
        return new Column(
                column.name(),
                column.type(),
                column.isNullable(),
                column.defaultValue(),
                column.generation(),
                column.collation(),
                column.comment(),
                features);
    }

    private static Index asInSchema(Index read, boolean isValid, Optional<SqlName> constraint) {
        return new Index(
                read.name(),
                read.table(),
                read.isUnique(),
                read.method(),
                read.parts(),
                read.include(),
                read.areNullsDistinct(),
                read.parameters(),
                read.tablespace(),
                read.predicate(),
                isValid,
                constraint);
    }

    /** The server leaves them out. */
    private static String withoutCatalogNames(String text) {
        return text.replace("pg_catalog.", "").replace("public.", "");
    }

    private Table table(String name) {
        return table(database.read(name), name);
    }

    private static Table table(Schema schema, String name) {
        return schema.table(TableName.parse(name, SqlSyntax.POSTGRESQL).orElseThrow())
                .orElseThrow();
    }

    private static View view(Schema schema, String name) {
        return schema.view(TableName.parse(name, SqlSyntax.POSTGRESQL).orElseThrow())
                .orElseThrow();
    }

    private static Column column(Table table, String name) {
        return withoutVersion(
                table.column(SqlName.of(name), SqlSyntax.POSTGRESQL).orElseThrow());
    }

    /** As of 18 its NOT NULL has a name. */
    private static Column withoutVersion(Column column) {
        return column.withFeatures(column.features().withoutNotNull());
    }

    private Constraint constraint(String table, String name) {
        return table(table).constraint(SqlName.of(name), SqlSyntax.POSTGRESQL).orElseThrow();
    }

    private Index index(String table, String name) {
        return table(table).indexes().stream()
                .filter(index -> index.name().equals(name(name)))
                .findFirst()
                .orElseThrow();
    }

    private static Index.Part part(String column) {
        return Index.Part.of(SqlName.of(column));
    }

    private static View.Use use(String schema, String relation, String column) {
        return new View.Use(TableName.of(schema, relation), name(column));
    }

    private static TableFeatures.Publication publication(String name) {
        return new TableFeatures.Publication(SqlName.of(name), List.of(), Optional.empty());
    }

    private static Privilege privilege(String grantee, String action) {
        return new Privilege(grantee, action, false);
    }

    private static Optional<SqlName> name(String name) {
        return Optional.of(SqlName.of(name));
    }

    private static List<SqlName> names(String... names) {
        return Arrays.stream(names).map(SqlName::of).toList();
    }
}
