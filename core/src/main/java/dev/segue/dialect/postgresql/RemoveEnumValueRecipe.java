package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.ShadowProblem;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.Phase;
import dev.segue.operation.RemoveEnumValue;
import dev.segue.problem.NearestName;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.EnumType;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlLiteral;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a word is taken out of an enum, for which PostgreSQL has no statement: a new type without the word, a shadow of that
 * type for every column that has the old one, and in the end the new type gets the name.
 */
final class RemoveEnumValueRecipe {

    private static final SqlTemplate CREATE = SqlTemplate.of("""
            CREATE TYPE {type} AS ENUM ({values})
            """);

    private static final SqlTemplate DROP = SqlTemplate.of("""
            DROP TYPE IF EXISTS {type}
            """);

    private static final SqlTemplate RENAME = SqlTemplate.of("""
            ALTER TYPE {type} RENAME TO {name}
            """);

    private static final SqlTemplate COMMENT = SqlTemplate.of("""
            COMMENT ON TYPE {type} IS {comment}
            """);

    /** Whatever else goes by the type itself, not by its name, and would go on with the old one. */
    private static final SqlTemplate OTHER_USERS = SqlTemplate.of("""
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
            FROM pg_type t
              JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
              LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
              LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE t.oid = {type}::regtype
              AND d.deptype = 'n'
              AND d.classid IN ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass)
              AND (c.oid IS NULL OR (c.relkind IN ('r', 'p', 'c', 'f') AND NOT c.relispartition))
              AND NOT coalesce((n.nspname, c.relname, a.attname) IN ({columns}), false)
              AND NOT coalesce(a.attname LIKE 'segue\\_trash\\_%', false)
            LIMIT 5
            """);

    private static final SqlTemplate HOLDERS = SqlTemplate.of("""
            SELECT {table} || ' row ' || t.ctid AS offence
            FROM {relation} AS t
            WHERE {word} = ANY (CAST({column} AS text[]))
            LIMIT 5
            """);

    private static final Pattern LITERAL = Pattern.compile("^'((?:[^']|'')*)'::(.+)$", Pattern.DOTALL);

    private final PlanningContext context;
    private final RemoveEnumValue operation;
    private final EnumType type;
    private final TableName newType;

    RemoveEnumValueRecipe(PlanningContext context, RemoveEnumValue operation) {
        this.context = context;
        this.operation = operation;
        this.type = context.schema()
                .enumType(operation.type())
                .orElseThrow(() -> ShadowProblem.UNKNOWN.with(
                        "nothing is known of an enum " + operation.type(),
                        "correct the name, or create the type in an earlier revision"));
        this.newType = new TableName(
                type.name().schema(),
                GeneratedName.of(
                        "segue_type",
                        GeneratedName.shortened(context.revision()),
                        type.name().name().text()));
    }

    Recipe recipe() {
        refuseUnknownWords();
        refuseRulesAboutTheWord();
        List<ShadowColumn> shadows = new ArrayList<>();
        for (Table table : context.schema().tables()) {
            if (table.partition().isEmpty()) {
                table.columns().stream()
                        .filter(this::isOfType)
                        .forEach(column -> shadows.add(shadow(LiveTable.of(context, table.name()), column)));
            }
        }
        Recipe replacing = new ShadowRecipe(context, shadows, Map.of(printed(), quoted(newType))).recipe();
        List<Step> steps = new ArrayList<>();
        steps.add(nobodyElseUsesIt(shadows));
        if (operation.replacement().isEmpty()) {
            shadows.forEach(shadow -> steps.add(nobodyHoldsIt(shadow)));
        }
        steps.add(created());
        steps.addAll(replacing.steps());
        steps.add(swapped(!shadows.isEmpty()));
        List<Step> retreat = new ArrayList<>(replacing.retreat());
        retreat.add(OwnSteps.separate(Phase.EXPAND, "drop the new type", DROP.with("type", newType), Impact.NONE));
        return Recipe.of(steps, retreat);
    }

    private void refuseUnknownWords() {
        List<String> missing = new ArrayList<>(List.of(operation.value()));
        operation.replacement().ifPresent(missing::add);
        missing.removeAll(type.values());
        if (!missing.isEmpty()) {
            throw ShadowProblem.UNKNOWN.with(
                    "enum " + type.name() + " has no value '" + missing.get(0) + "'; its values are "
                            + String.join(", ", type.values()),
                    NearestName.to(missing.get(0), type.values())
                            .map(nearest -> "write '" + nearest + "'")
                            .orElse("correct the value"));
        }
    }

    /** Without the word they could not even be written down. */
    private void refuseRulesAboutTheWord() {
        String word = literal(operation.value()) + "::" + printed();
        List<String> rules = new ArrayList<>();
        for (Table table : context.schema().tables()) {
            for (Constraint constraint : table.constraints()) {
                if (constraint instanceof Constraint.Check check
                        && check.condition().text().contains(word)) {
                    rules.add("check " + ShadowRecipe.nameOf(check) + " of " + table.name());
                }
            }
            for (Index index : table.indexes()) {
                if (index.predicate()
                        .filter(predicate -> predicate.text().contains(word))
                        .isPresent()) {
                    rules.add("index " + index.name().orElseThrow() + " of " + table.name());
                }
            }
        }
        if (!rules.isEmpty()) {
            throw ShadowProblem.STILL_USED.with(
                    "value " + literal(operation.value()) + " of enum " + type.name() + " is named by "
                            + String.join(", ", rules),
                    "drop them in a revision before this one, or change them so that they do without the value");
        }
    }

    private Step created() {
        List<String> statements = new ArrayList<>();
        statements.add(CREATE.with("type", newType)
                .withSql(
                        "values",
                        type.values().stream()
                                .filter(word -> !word.equals(operation.value()))
                                .map(RemoveEnumValueRecipe::literal)
                                .collect(Collectors.joining(", ")))
                .sql(SqlSyntax.POSTGRESQL));
        type.comment()
                .ifPresent(text -> statements.add(COMMENT.with("type", newType)
                        .withLiteral("comment", text)
                        .sql(SqlSyntax.POSTGRESQL)));
        return OwnSteps.separate(
                Phase.EXPAND,
                "create enum " + type.name() + " anew without '" + operation.value() + "'",
                ShadowBirth.block(statements),
                Impact.NONE);
    }

    /** The old type waits in the trash with the columns that are of it; where there are none, nothing is lost with it. */
    private Step swapped(boolean isKept) {
        String taken =
                RENAME.with("type", newType).with("name", type.name().name()).sql(SqlSyntax.POSTGRESQL);
        String summary = "let the new type have the name " + type.name();
        if (!isKept) {
            String dropped = DROP.with("type", type.name()).sql(SqlSyntax.POSTGRESQL);
            return OwnSteps.separate(Phase.CONTRACT, summary, ShadowBirth.block(List.of(dropped, taken)), Impact.NONE);
        }
        SqlName kept = PostgresqlTrash.freeTypeInTrash(context, type.name());
        TableName keptIn = new TableName(type.name().schema(), kept);
        PostgresqlTrash.Entry entry = new PostgresqlTrash.Entry(
                context.revision(),
                TrashedObject.Kind.TYPE,
                type.name(),
                type.name().name(),
                keptIn,
                kept,
                "");
        SqlTemplate back = RENAME.with("type", keptIn).with("name", type.name().name());
        return Step.separate(
                Phase.CONTRACT,
                summary,
                PostgresqlTrash.discard(
                        entry,
                        List.of(
                                PostgresqlTrash.sql(
                                        RENAME.with("type", type.name()).with("name", kept)),
                                taken),
                        List.of(PostgresqlTrash.restore(entry, List.of(PostgresqlTrash.sql(back))))),
                Impact.NONE);
    }

    private Step nobodyElseUsesIt(List<ShadowColumn> shadows) {
        String columns = shadows.stream()
                .map(shadow -> "("
                        + literal(shadow.table()
                                .name()
                                .schema()
                                .map(SqlName::text)
                                .orElse("public"))
                        + ", " + literal(shadow.table().name().name().text()) + ", "
                        + literal(shadow.original().name().text()) + ")")
                .collect(Collectors.joining(", "));
        return OwnSteps.requireNone(
                Phase.EXPAND,
                OTHER_USERS
                        .withLiteral("type", quoted(type.name()))
                        .withSql("columns", columns.isEmpty() ? "('', '', '')" : columns)
                        .sql(SqlSyntax.POSTGRESQL),
                "nothing but columns of tables uses enum " + type.name(),
                "drop these, or change them to text, in an earlier revision, and make them anew in a later one",
                Impact.NONE);
    }

    private Step nobodyHoldsIt(ShadowColumn shadow) {
        SqlName column = shadow.original().name();
        String asArray = isArray(shadow.original())
                ? column.quoted(SqlSyntax.POSTGRESQL)
                : "ARRAY[" + column.quoted(SqlSyntax.POSTGRESQL) + "]";
        return OwnSteps.requireNone(
                Phase.EXPAND,
                HOLDERS.withLiteral("table", shadow.table().name().toString())
                        .with("relation", shadow.table().name())
                        .withSql("word", literal(operation.value()))
                        .withSql("column", asArray)
                        .sql(SqlSyntax.POSTGRESQL),
                "no row of " + shadow.table().name() + " has '" + operation.value() + "' in " + column,
                "update these rows, or say what they are to become",
                shadow.table().scan(LockLevel.ACCESS_SHARE));
    }

    private boolean isOfType(Column column) {
        String name = element(column.type());
        return TableName.parse(name, SqlSyntax.POSTGRESQL)
                .flatMap(context.schema()::enumType)
                .filter(type::equals)
                .isPresent();
    }

    private static String element(DataType type) {
        return isArray(type) ? type.text().substring(0, type.text().length() - 2) : type.text();
    }

    private static boolean isArray(DataType type) {
        return type.text().endsWith("[]");
    }

    private static boolean isArray(Column column) {
        return isArray(column.type());
    }

    private ShadowColumn shadow(LiveTable table, Column original) {
        SqlName name = GeneratedName.of(
                "segue_shadow",
                GeneratedName.shortened(context.revision()),
                original.name().text());
        DataType becomes = DataType.of(quoted(newType) + (isArray(original) ? "[]" : ""));
        Column copy = original.named(name)
                .typed(becomes)
                .withNullable(true)
                .withDefault(original.defaultValue()
                        .filter(Volatility::isSteady)
                        .map(value -> converted(value, original, becomes)));
        String bare = original.name().quoted(SqlSyntax.POSTGRESQL);
        Conversion conversion = new Conversion(
                up(bare, original, becomes),
                up(bare, original, becomes),
                up("NEW." + bare, original, becomes),
                down("NEW." + name.quoted(SqlSyntax.POSTGRESQL), original),
                down(name.quoted(SqlSyntax.POSTGRESQL), original));
        return new ShadowColumn(table, original, copy, original.name(), conversion);
    }

    private static String down(String value, Column original) {
        return "CAST(CAST(" + value + " AS " + words(original) + ") AS " + original.type() + ")";
    }

    private SqlExpression converted(SqlExpression value, Column original, DataType becomes) {
        Matcher literal = LITERAL.matcher(value.text());
        boolean isWord = literal.matches() && !isArray(original);
        if (!isWord) {
            return SqlExpression.of(up("(" + value + ")", original, becomes));
        }
        String word = literal.group(1).replace("''", "'");
        return SqlExpression.of(
                literal(word.equals(operation.value()) ? operation.replacement().orElse(word) : word) + "::" + becomes);
    }

    private String up(String value, Column original, DataType becomes) {
        String words = "CAST(" + value + " AS " + words(original) + ")";
        String replaced = operation
                .replacement()
                .map(replacement -> isArray(original)
                        ? "array_replace(" + words + ", " + literal(operation.value()) + ", " + literal(replacement)
                                + ")"
                        : "CASE " + words + " WHEN " + literal(operation.value()) + " THEN " + literal(replacement)
                                + " ELSE " + words + " END")
                .orElse(words);
        return "CAST(" + replaced + " AS " + becomes + ")";
    }

    private static String words(Column column) {
        return isArray(column) ? "text[]" : "text";
    }

    /** As it stands behind values in expressions. */
    private String printed() {
        return context.schema().tables().stream()
                .flatMap(table -> table.columns().stream())
                .filter(this::isOfType)
                .map(column -> element(column.type()))
                .findFirst()
                .orElse(quoted(type.name()));
    }

    private static String quoted(TableName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }

    private static String literal(String text) {
        return SqlLiteral.quote(text, SqlSyntax.POSTGRESQL);
    }
}
