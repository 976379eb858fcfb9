package dev.segue.dialect.postgresql;

import dev.segue.ddl.ColumnReferences;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one short transaction in which a shadow takes the place of its original: everything ends up with the name that a
 * plain change would have left it, and the original is in the trash, with its values.
 */
record ShadowSwitch(ShadowColumn shadow, Copies copies) {

    private static final SqlTemplate DROP_CONSTRAINT = SqlTemplate.of("""
            ALTER TABLE {table}
              DROP CONSTRAINT {constraint}
            """);

    private static final SqlTemplate RENAME_CONSTRAINT = SqlTemplate.of("""
            ALTER TABLE {table}
              RENAME CONSTRAINT {waiting} TO {name}
            """);

    private static final SqlTemplate PRIMARY_KEY = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {waiting} {deferral}
            """);

    private static final SqlTemplate DROP_INDEX = SqlTemplate.of("""
            DROP INDEX {index}
            """);

    private static final SqlTemplate RENAME_INDEX = SqlTemplate.of("""
            ALTER INDEX {waiting}
              RENAME TO {name}
            """);

    /** The indexes of partitions go and come with that of the whole table, but are not renamed with it. */
    private static final SqlTemplate SWITCH_WITH_PARTITIONS = SqlTemplate.of("""
            DECLARE
                renaming text;
                renamings text[] := ARRAY(
                  SELECT format('ALTER INDEX %s RENAME TO %I', copy.indexrelid::regclass, c.relname)
                  FROM pg_partition_tree({index_text}::regclass) AS part
                    JOIN pg_class AS c ON c.oid = part.relid
                    JOIN pg_index AS i ON i.indexrelid = part.relid
                    JOIN pg_partition_tree({waiting_text}::regclass) AS part_of_copy ON part_of_copy.level > 0
                    JOIN pg_index AS copy ON copy.indexrelid = part_of_copy.relid AND copy.indrelid = i.indrelid
                  WHERE part.level > 0
                );
              BEGIN
                {dropping};
                {renaming};
                FOREACH renaming IN ARRAY renamings LOOP
                  EXECUTE renaming;
                END LOOP;
              END
            """);

    private static final SqlTemplate IDENTIFIED_BY = SqlTemplate.of("""
            ALTER TABLE {table}
              REPLICA IDENTITY USING INDEX {index}
            """);

    private static final SqlTemplate SET_DEFAULT = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} SET DEFAULT {value}
            """);

    private static final SqlTemplate DROP_DEFAULT = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} DROP DEFAULT
            """);

    private static final SqlTemplate DROP_NOT_NULL = SqlTemplate.of("""
            ALTER TABLE {table}
              ALTER COLUMN {column} DROP NOT NULL
            """);

    /** Only the database knows the name that NOT NULL has. */
    private static final SqlTemplate SWITCH_NOT_NULL = SqlTemplate.of("""
            DECLARE
                name name := (
                  SELECT c.conname
                  FROM pg_constraint c
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
                  WHERE c.conrelid = {table_text}::regclass AND c.contype = 'n' AND a.attname = {original_text}
                );
                waiting name := (
                  SELECT c.conname
                  FROM pg_constraint c
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
                  WHERE c.conrelid = {table_text}::regclass AND c.contype = 'n' AND a.attname = {column_text}
                );
              BEGIN
                ALTER TABLE {table}
                  ALTER COLUMN {original} DROP NOT NULL;
                EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', {table_text}, waiting, name);
              END
            """);

    private static final int FIRST_WITH_NAMED_NOT_NULL = 18;

    private static final SqlTemplate RENAME_COLUMN = SqlTemplate.of("""
            ALTER TABLE {table}
              RENAME COLUMN {column} TO {name}
            """);

    /**
     * @param constraints that were switched with other shadows; those that are switched now are added
     * @param indexes the same
     */
    Step step(List<Constraint> constraints, List<Index> indexes) {
        List<String> statements = new ArrayList<>(shadow.mirror().removal());
        switchConstraints(constraints, statements);
        switchIndexes(indexes, statements);
        statements.addAll(shadow.sequences().movedTo(shadow.name()));
        statements.addAll(new ShadowStatistics(shadow).statements());
        if (!shadow.isRetyped()) {
            statements.addAll(new ShadowViews(shadow).statements());
        }
        freeOriginal(statements);
        statements.addAll(new RemadeViews(shadow).around(renames()));
        statements.addAll(new ShadowTriggers(shadow).switched());
        statements.addAll(new ShadowPolicies(shadow).switched());
        publish(statements);
        List<String> remarked = List.of(new ShadowRemarks(shadow).around(statements));
        PostgresqlTrash.Entry entry = entry(kept());
        String back = renamed(kept(), nameWhenRestored());
        return Step.separate(
                Phase.CONTRACT,
                "let " + shadow.name() + " take the place of "
                        + shadow.original().name() + " in " + table().name() + ", which goes to the trash",
                PostgresqlTrash.discard(entry, remarked, List.of(PostgresqlTrash.restore(entry, List.of(back)))),
                new RemadeViews(shadow).impact());
    }

    /** The original makes room, and the shadow takes it. */
    List<String> renames() {
        List<String> renames = new ArrayList<>(List.of(renamed(shadow.original().name(), kept())));
        if (shadow.isRenamedInTheEnd()) {
            renames.add(renamed(shadow.name(), shadow.finalName()));
        }
        return renames;
    }

    private SqlName kept() {
        return PostgresqlTrash.freeColumnInTrash(table(), shadow.original().name());
    }

    private PostgresqlTrash.Entry entry(SqlName kept) {
        return new PostgresqlTrash.Entry(
                table().context().revision(),
                TrashedObject.Kind.COLUMN,
                table().name(),
                shadow.original().name(),
                table().name(),
                kept,
                shadow.isRenamedInTheEnd()
                        ? "its name is in use; it comes back as " + nameWhenRestored()
                        : "its values are those that " + shadow.name() + " had then");
    }

    private SqlName nameWhenRestored() {
        return shadow.isRenamedInTheEnd()
                ? GeneratedName.of(
                        shadow.original().name().text(),
                        "before",
                        GeneratedName.shortened(table().context().revision()))
                : shadow.original().name();
    }

    private void switchConstraints(List<Constraint> switched, List<String> statements) {
        for (Constraint constraint : table().constraints()) {
            boolean isToBeDone = !(constraint instanceof Constraint.ForeignKey)
                    && !switched.contains(constraint)
                    && concerns(constraint);
            if (!isToBeDone) {
                continue;
            }
            switched.add(constraint);
            SqlName name = ShadowRecipe.nameOf(constraint);
            SqlName waiting = copies.waitingName(name);
            indexOf(constraint).ifPresent(index -> identify(index, waiting, statements));
            String dropping = sql(onTable(DROP_CONSTRAINT).with("constraint", name));
            String renaming = constraint instanceof Constraint.PrimaryKey key
                    ? sql(onTable(PRIMARY_KEY)
                            .with("name", name)
                            .with("waiting", waiting)
                            .withSql("deferral", key.deferral().clause()))
                    : sql(onTable(RENAME_CONSTRAINT).with("waiting", waiting).with("name", name));
            statements.addAll(
                    indexOf(constraint).isPresent()
                            ? switched(name, waiting, dropping, renaming)
                            : List.of(dropping, renaming));
        }
    }

    /** An index, or a constraint that is one. */
    private List<String> switched(SqlName name, SqlName waiting, String dropping, String renaming) {
        if (!table().isPartitioned()) {
            return List.of(dropping, renaming);
        }
        return List.of(sql(SWITCH_WITH_PARTITIONS
                .withLiteral(
                        "index_text", PostgresqlIndexes.beside(table(), name).quoted(SqlSyntax.POSTGRESQL))
                .withLiteral(
                        "waiting_text",
                        PostgresqlIndexes.beside(table(), waiting).quoted(SqlSyntax.POSTGRESQL))
                .withSql("dropping", dropping)
                .withSql("renaming", renaming)));
    }

    private boolean concerns(Constraint constraint) {
        return copies.of(constraint).isPresent();
    }

    private Optional<Index> indexOf(Constraint constraint) {
        return table().indexes().stream()
                .filter(index -> index.constraint().equals(constraint.name()))
                .findFirst();
    }

    private void switchIndexes(List<Index> switched, List<String> statements) {
        for (Index index : table().indexes()) {
            boolean isToBeDone = index.constraint().isEmpty()
                    && !switched.contains(index)
                    && copies.of(index).isPresent();
            if (!isToBeDone) {
                continue;
            }
            switched.add(index);
            SqlName name = index.name().orElseThrow();
            SqlName waiting = copies.waitingName(name);
            identify(index, waiting, statements);
            statements.addAll(switched(
                    name,
                    waiting,
                    sql(DROP_INDEX.with("index", PostgresqlIndexes.beside(table(), name))),
                    sql(RENAME_INDEX
                            .with("waiting", PostgresqlIndexes.beside(table(), waiting))
                            .with("name", name))));
        }
    }

    private void identify(Index index, SqlName waiting, List<String> statements) {
        boolean identifies = features()
                .map(TableFeatures::replicaIdentity)
                .flatMap(TableFeatures.ReplicaIdentity::index)
                .filter(name -> index.name().filter(name::equals).isPresent())
                .isPresent();
        if (identifies) {
            statements.add(sql(onTable(IDENTIFIED_BY).with("index", waiting)));
        }
    }

    /** Nobody will give it a value any more. */
    private void freeOriginal(List<String> statements) {
        SqlName original = shadow.original().name();
        shadow.original().defaultValue().ifPresent(value -> {
            if (shadow.copy().defaultValue().isEmpty()) {
                statements.add(
                        sql(onTable(SET_DEFAULT).with("column", shadow.name()).withSql("value", value.text())));
            }
            statements.add(sql(onTable(DROP_DEFAULT).with("column", original)));
        });
        if (!shadow.original().isNullable()) {
            statements.add(switchNotNull(original));
        }
    }

    private String switchNotNull(SqlName original) {
        if (table().context().databaseVersion() < FIRST_WITH_NAMED_NOT_NULL) {
            return sql(onTable(DROP_NOT_NULL).with("column", original));
        }
        return sql(onTable(SWITCH_NOT_NULL)
                .withLiteral("table_text", table().name().quoted(SqlSyntax.POSTGRESQL))
                .withLiteral("original_text", original.text())
                .withLiteral("column_text", shadow.name().text())
                .with("original", original));
    }

    /** A publication knows the columns of its list and of its filter by their numbers. */
    private void publish(List<String> statements) {
        SqlName original = shadow.original().name();
        for (TableFeatures.Publication publication :
                features().map(TableFeatures::publications).orElse(List.of())) {
            boolean isFiltered = publication
                    .rowFilter()
                    .filter(filter ->
                            ColumnReferences.in(SqlExpression.of(filter)).mention(original))
                    .isPresent();
            if (isFiltered || publication.columns().contains(original)) {
                List<SqlName> columns = publication.columns().stream()
                        .map(column -> column.equals(original) ? shadow.finalName() : column)
                        .toList();
                statements.addAll(
                        ShadowBirth.republished(shadow, publication, columns, Map.of(original, shadow.finalName())));
            }
        }
    }

    private Optional<TableFeatures> features() {
        return table().known().map(Table::features);
    }

    private String renamed(SqlName from, SqlName to) {
        return sql(onTable(RENAME_COLUMN).with("column", from).with("name", to));
    }

    private SqlTemplate onTable(SqlTemplate template) {
        return template.with("table", table().name());
    }

    private LiveTable table() {
        return shadow.table();
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL).strip();
    }
}
