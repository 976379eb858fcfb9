package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.ddl.DdlWriter;
import dev.segue.dialect.PlanningContext;
import dev.segue.operation.ChangeColumnType;
import dev.segue.operation.Phase;
import dev.segue.schema.Column;
import dev.segue.schema.ColumnFeatures;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Recipe;
import dev.segue.step.Step;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a column gets another type: in the catalog alone where the values stay as they are on disk, else by a shadow, because
 * PostgreSQL writes the table anew while nobody can use it.
 */
final class ChangeColumnTypeRecipe {

    /** Types of any length, whose values may be compressed and stored outside of the row. */
    private static final Set<String> LONG =
            Set.of("text", "character varying", "character", "bytea", "json", "jsonb", "xml", "citext");

    private static final Set<String> TEXT = Set.of("text", "character varying");

    private static final Pattern LENGTH = Pattern.compile("\\(\\d+\\)$");

    /** Storage and compression are set back to those of the type, so they are said again in the same statement. */
    private static final SqlTemplate CHANGE_TYPE = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} TYPE {type}{collation}{storage}{compression}
            """);

    private final PlanningContext context;
    private final ChangeColumnType operation;
    private final LiveTable table;

    ChangeColumnTypeRecipe(PlanningContext context, ChangeColumnType operation) {
        this.context = context;
        this.operation = operation;
        this.table = LiveTable.of(context, operation.table());
    }

    Recipe recipe() {
        if (table.isNew()) {
            return atOnce(Impact.NONE);
        }
        Optional<Column> known = table.column(operation.column());
        if (known.isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, Impact.UNKNOWN);
        }
        if (isTakenAlong()) {
            return Recipe.of(List.of());
        }
        return recipe(known.get());
    }

    private Recipe recipe(Column original) {
        TypeChangeEffect effect = TypeChangeEffect.of(original.type(), operation.type());
        boolean isHeld = isHeld(original);
        boolean isPlain = operation.using().isEmpty()
                && !isHeld
                && operation.collation().equals(original.collation())
                && effect != TypeChangeEffect.REWRITES;
        if (isPlain && table.isSmall()) {
            return inPlace(original, table.scan(LockLevel.ACCESS_EXCLUSIVE));
        }
        boolean readsRows = isChecked(original) || (effect == TypeChangeEffect.REBUILDS_INDEXES && isIndexed(original));
        if (isPlain && !readsRows) {
            return inPlace(original, table.moment(LockLevel.ACCESS_EXCLUSIVE));
        }
        if (!table.isPhased()
                && table.isSmall()
                && !isHeld
                && keysAround(original).isEmpty()) {
            return atOnce(table.rewrite(LockLevel.ACCESS_EXCLUSIVE));
        }
        return new ShadowRecipe(context, shadows(original)).recipe();
    }

    /** By the column that it refers to, whose type the same revision changes; the new one is the same. */
    private boolean isTakenAlong() {
        return context.standsIn(table.name(), operation.column())
                && operation.using().isEmpty()
                && table.constraints().stream()
                        .filter(Constraint.ForeignKey.class::isInstance)
                        .map(Constraint.ForeignKey.class::cast)
                        .anyMatch(this::refersToNewType);
    }

    private boolean refersToNewType(Constraint.ForeignKey key) {
        LiveTable other = LiveTable.of(context, key.referencedTable());
        List<SqlName> referenced = key.referencedColumns().isEmpty() ? other.key() : key.referencedColumns();
        int place = key.columns().indexOf(operation.column());
        return place >= 0
                && place < referenced.size()
                && other.column(referenced.get(place))
                        .filter(column -> column.type().equals(operation.type()))
                        .isPresent();
    }

    /** By something whose words name it: the database lets a column keep its rows under another type only without these. */
    private boolean isHeld(Column column) {
        TableFeatures features = table.known().map(Table::features).orElse(TableFeatures.NONE);
        boolean isWatched = features.triggers().stream()
                .map(TableFeatures.Trigger::definition)
                .anyMatch(
                        definition -> ColumnReferences.inDefinition(definition).mention(column.name()));
        boolean isGuarded = features.policies().stream()
                .map(TableFeatures.Policy::definition)
                .anyMatch(
                        definition -> ColumnReferences.inDefinition(definition).mention(column.name()));
        boolean isFilter = features.publications().stream()
                .flatMap(publication -> publication.rowFilter().stream())
                .anyMatch(
                        filter -> ColumnReferences.in(SqlExpression.of(filter)).mention(column.name()));
        boolean isShown = context.schema().views().stream()
                .flatMap(view -> view.uses().stream())
                .anyMatch(use -> use.column().filter(column.name()::equals).isPresent()
                        && context.schema().table(use.relation()).equals(table.known()));
        return isWatched || isGuarded || isFilter || isShown;
    }

    private static boolean isLong(DataType type) {
        return LONG.contains(LENGTH.matcher(type.text()).replaceFirst(""));
    }

    private static boolean isText(DataType type) {
        return TEXT.contains(LENGTH.matcher(type.text()).replaceFirst(""));
    }

    /** As it is written, and the sequences of the column go along. */
    private Recipe atOnce(Impact impact) {
        List<SqlTemplate> beside = table.column(operation.column())
                .map(original -> new ColumnSequences(table, original, operation.type()).besidePlainChange())
                .orElse(List.of());
        if (beside.isEmpty()) {
            return Recipe.asWritten(table.isNew() ? TransactionMode.SHARED : TransactionMode.SEPARATE, impact);
        }
        List<Step> steps = new ArrayList<>();
        for (SqlStatement statement : DdlWriter.write(operation)) {
            steps.add(OwnSteps.together(Phase.EXPAND, operation.summary(), statement, impact));
        }
        for (SqlTemplate statement : beside) {
            steps.add(OwnSteps.together(
                    Phase.EXPAND,
                    "let the sequence of " + table.name() + "." + operation.column() + " count as " + operation.type(),
                    statement));
        }
        return Recipe.of(steps);
    }

    /** As it is written, unless the database would forget how the values are to be stored. */
    private Recipe inPlace(Column original, Impact impact) {
        ColumnFeatures features = original.features();
        if (features.storage().isEmpty() && features.compression().isEmpty()) {
            return Recipe.asWritten(TransactionMode.SEPARATE, impact);
        }
        SqlTemplate type = CHANGE_TYPE
                .with("table", table.name())
                .with("column", original.name())
                .withSql("type", DdlWriter.type(operation.type()))
                .withSql(
                        "collation",
                        operation
                                .collation()
                                .map(collation -> " COLLATE " + collation.quoted(SqlSyntax.POSTGRESQL))
                                .orElse(""))
                .withSql("storage", beside("STORAGE", features.storage()))
                .withSql("compression", beside("COMPRESSION", features.compression()));
        return Recipe.of(new Recipe.AsWritten(TransactionMode.SEPARATE, impact, Optional.of(OwnSteps.statement(type))));
    }

    private String beside(String setting, Optional<String> value) {
        String column = operation.column().quoted(SqlSyntax.POSTGRESQL);
        return value.map(known -> ",\n  ALTER COLUMN " + column + " SET " + setting + " " + known)
                .orElse("");
    }

    private boolean isChecked(Column column) {
        return table.constraints().stream()
                .anyMatch(constraint -> constraint instanceof Constraint.Check check
                        && check.columns().contains(column.name()));
    }

    private boolean isIndexed(Column column) {
        Copies copies = new Copies(
                new Copies.Shadowed(Map.of(table.name(), Map.of(column.name(), SqlName.of("segue_other"))), Map.of()),
                table);
        return table.indexes().stream().map(copies::of).anyMatch(Optional<Index>::isPresent);
    }

    /**
     * The column itself; and the columns of other tables that refer to it, which must have the same type to be compared well.
     * Texts are compared alike, however long they may be.
     */
    private List<ShadowColumn> shadows(Column original) {
        List<ShadowColumn> shadows = new ArrayList<>(List.of(shadow(table, original, true)));
        if (isText(original.type()) && isText(operation.type())) {
            return shadows;
        }
        for (LiveTable.Referrer referrer : keysAround(original)) {
            int place = referrer.key().referencedColumns().isEmpty()
                    ? table.key().indexOf(original.name())
                    : referrer.key().referencedColumns().indexOf(original.name());
            SqlName column = referrer.key().columns().get(place);
            referrer.table()
                    .column(column)
                    .filter(found -> found.type().equals(original.type()))
                    .map(found -> shadow(referrer.table(), found, false))
                    .filter(shadow -> !shadows.contains(shadow))
                    .ifPresent(shadows::add);
        }
        return shadows;
    }

    /** The foreign keys that refer to the column, those of the table itself included. */
    private List<LiveTable.Referrer> keysAround(Column original) {
        List<LiveTable.Referrer> referrers = new ArrayList<>(table.referrers());
        table.constraints().stream()
                .filter(Constraint.ForeignKey.class::isInstance)
                .map(Constraint.ForeignKey.class::cast)
                .filter(key -> context.schema().table(key.referencedTable()).equals(table.known()))
                .forEach(key -> referrers.add(new LiveTable.Referrer(table, key)));
        return referrers.stream()
                .filter(referrer -> referrer.key().referencedColumns().contains(original.name())
                        || (referrer.key().referencedColumns().isEmpty()
                                && table.key().contains(original.name())))
                .toList();
    }

    /** How a column is stored is a matter of its type, and is taken along only between types that are stored alike. */
    private ShadowColumn shadow(LiveTable owner, Column original, boolean isAskedFor) {
        SqlName name = GeneratedName.of(
                "segue_shadow",
                GeneratedName.shortened(context.revision()),
                original.name().text());
        ColumnFeatures features = original.features().withoutNotNull();
        boolean isStoredAlike = isLong(original.type()) && isLong(operation.type());
        Column copy = original.named(name)
                .typed(operation.type())
                .withCollation(isAskedFor ? operation.collation() : original.collation())
                .withNullable(true)
                .withGeneration(Optional.empty())
                .withDefault(original.defaultValue().filter(Volatility::isSteady))
                .withFeatures(
                        isStoredAlike
                                ? features
                                : new ColumnFeatures(
                                        Optional.empty(),
                                        Optional.empty(),
                                        features.statistics(),
                                        features.privileges(),
                                        features.notNull()));
        Conversion conversion = isAskedFor
                ? Conversion.of(
                        owner.known().orElseThrow(),
                        original,
                        name,
                        operation.type(),
                        operation.using(),
                        operation.back())
                : Conversion.cast(original.name(), original.type(), name, operation.type());
        return new ShadowColumn(owner, original, copy, original.name(), conversion);
    }
}
