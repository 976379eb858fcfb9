package dev.segue.dialect.postgresql;

import dev.segue.ddl.DdlWriter;
import dev.segue.operation.Phase;
import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.schema.Index;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.LockLevel;
import dev.segue.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps by which a single rule, whose name is settled, is laid upon a table, made sure of, and taken away. */
final class ConstraintSteps {

    private static final SqlTemplate ADD = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD {definition}
            """);

    /**
     * ADD FOREIGN KEY locks its own table first. Applications write the row that is referred to before the one that refers
     * to it, so in the other order nobody waits for us who makes us wait. To lock a table by itself takes a right to
     * write to it, which a foreign key does not.
     */
    private static final String ADD_AFTER_OTHER = """
            DO $segue$
            BEGIN
              IF has_table_privilege({other_text}, 'UPDATE, DELETE, TRUNCATE') THEN
                LOCK TABLE ONLY {other} IN SHARE ROW EXCLUSIVE MODE;
              END IF;
              ALTER TABLE {table}
                ADD {definition};
            END
            $segue$
            """;

    private static final SqlTemplate NOW = SqlTemplate.of(ADD_AFTER_OTHER);

    /** The trash keeps it in a block that is quoted as ours are. */
    private static final SqlTemplate IN_TRASH = SqlTemplate.of(ADD_AFTER_OTHER.replace("$segue$", "$restore$"));

    private static final SqlTemplate IN_TRASH_IF_THERE = SqlTemplate.of(ADD_AFTER_OTHER
            .replace("$segue$", "$restore$")
            .replace("ALTER TABLE {table}", "ALTER TABLE IF EXISTS {table}"));

    private static final SqlTemplate VALIDATE = SqlTemplate.of("""
            ALTER TABLE {table}
              VALIDATE CONSTRAINT {constraint}
            """);

    /** A partition may be gone by the time when it would get the rule again. */
    private static final SqlTemplate VALIDATE_IF_THERE = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              VALIDATE CONSTRAINT {constraint}
            """);

    private static final SqlTemplate USING_INDEX = SqlTemplate.of("""
            ALTER TABLE {table}
              ADD CONSTRAINT {constraint} {kind} USING INDEX {index} {deferral}
            """);

    private static final SqlTemplate DROP = SqlTemplate.of("""
            ALTER TABLE IF EXISTS {table}
              DROP CONSTRAINT IF EXISTS {constraint}
            """);

    private ConstraintSteps() {}

    /** For new rows; those that are there are looked at when it is validated. */
    static Step declared(LiveTable table, Constraint constraint) {
        String summary = "add " + nameOf(constraint) + " to " + table.name() + " for new rows";
        if (constraint instanceof Constraint.ForeignKey key) {
            return OwnSteps.separate(
                    Phase.MIGRATE,
                    summary,
                    adding(table, key, DdlWriter.constraintNotValid(key)),
                    PostgresqlConstraints.onBoth(table, key, LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        return Step.separate(
                Phase.MIGRATE, summary, declaration(table, constraint), table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    static SqlTemplate adding(LiveTable table, Constraint.ForeignKey key, String definition) {
        return adding(table, key, definition, NOW);
    }

    private static SqlTemplate adding(
            LiveTable table, Constraint.ForeignKey key, String definition, SqlTemplate block) {
        TableName other = LiveTable.of(table.context(), key.referencedTable()).name();
        if (other.equals(table.name())) {
            return ADD.with("table", table.name()).withSql("definition", definition);
        }
        return block.withLiteral("other_text", other.quoted(SqlSyntax.POSTGRESQL))
                .with("other", other)
                .with("table", table.name())
                .withSql("definition", definition);
    }

    private static SqlStatement declarationInTrash(LiveTable table, Constraint constraint) {
        return constraint instanceof Constraint.ForeignKey key
                ? OwnSteps.statement(adding(table, key, DdlWriter.constraintNotValid(key), IN_TRASH))
                : declaration(table, constraint);
    }

    private static SqlStatement declaration(LiveTable table, Constraint constraint) {
        return OwnSteps.statement(
                ADD.with("table", table.name()).withSql("definition", DdlWriter.constraintNotValid(constraint)));
    }

    /**
     * Every row is read; for a foreign key the other table is locked a little as well. If that is partitioned, the key consists of
     * one for each partition, which before PostgreSQL 18 stay as they are: by itself, such a one is looked at as if all rows
     * had to be in its partition.
     */
    static Step validated(LiveTable table, SqlName constraint, Optional<Constraint> known) {
        List<Impact.Lock> locks = new ArrayList<>(table.locks(LockLevel.SHARE_UPDATE_EXCLUSIVE));
        String remark = "";
        if (known.orElse(null) instanceof Constraint.ForeignKey key) {
            LiveTable other = LiveTable.of(table.context(), key.referencedTable());
            locks.addAll(other.locks(LockLevel.ROW_SHARE));
            remark = AddConstraintRecipe.isPerPartition(other) ? ", which is not said of its parts for partitions" : "";
        }
        return OwnSteps.separate(
                Phase.MIGRATE,
                "validate " + constraint + " of " + table.name() + remark,
                VALIDATE.with("table", table.name()).with("constraint", constraint),
                table.sized(locks, Impact.Duration.SCAN));
    }

    static Step dropped(LiveTable table, Constraint constraint) {
        return constraint instanceof Constraint.ForeignKey key
                ? new ForeignKeyDrop(table, key).step(Phase.EXPAND)
                : dropped(table, nameOf(constraint));
    }

    static Step dropped(LiveTable table, SqlName constraint) {
        return OwnSteps.separate(
                Phase.EXPAND,
                "drop " + constraint + " of " + table.name(),
                DROP.with("table", table.name()).with("constraint", constraint),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    /** Looks for rows that break the rule; empty where it cannot be said in a query. */
    static Optional<Step> noneOffends(LiveTable table, Constraint constraint) {
        if (constraint instanceof Constraint.Check check) {
            return Optional.of(noneBreaks(
                    table, nameOf(check), Offences.violations(table, check.condition()), "change these rows"));
        }
        if (constraint instanceof Constraint.ForeignKey key && !key.isPeriod()) {
            return Offences.orphans(table, key)
                    .map(query -> noneBreaks(
                            table,
                            nameOf(key),
                            query,
                            "insert the missing rows of " + key.referencedTable() + ", or change or delete these"));
        }
        return Optional.empty();
    }

    private static Step noneBreaks(LiveTable table, SqlName rule, String query, String remedy) {
        return OwnSteps.requireNone(
                Phase.MIGRATE,
                query,
                "every row of " + table.name() + " keeps " + rule,
                remedy + ", then run it again",
                table.scan(LockLevel.ACCESS_SHARE));
    }

    /** With the index of the same name. */
    static Step usingIndex(LiveTable table, Constraint constraint) {
        SqlName name = nameOf(constraint);
        return usingIndex(table, name, name, constraint instanceof Constraint.PrimaryKey, deferralOf(constraint));
    }

    static Step usingIndex(
            LiveTable table, SqlName constraint, SqlName index, boolean isPrimaryKey, Deferral deferral) {
        return OwnSteps.separate(
                Phase.MIGRATE,
                "make index " + index + " of " + table.name() + " the "
                        + (isPrimaryKey ? "primary key" : "constraint " + constraint),
                USING_INDEX
                        .with("table", table.name())
                        .with("constraint", constraint)
                        .withSql("kind", isPrimaryKey ? "PRIMARY KEY" : "UNIQUE")
                        .with("index", index)
                        .withSql("deferral", deferral.clause()),
                table.moment(LockLevel.ACCESS_EXCLUSIVE));
    }

    /** Statements that lay the rule upon the table while everyone works on. */
    static List<SqlStatement> statements(LiveTable table, Constraint constraint) {
        SqlName name = nameOf(constraint);
        if (constraint instanceof Constraint.ForeignKey key && AddConstraintRecipe.isPerPartition(table)) {
            return statementsForPartitions(table, key);
        }
        if (constraint instanceof Constraint.Check || constraint instanceof Constraint.ForeignKey) {
            List<SqlStatement> statements = new ArrayList<>(List.of(declarationInTrash(table, constraint)));
            if (isValidated(constraint)) {
                statements.add(
                        OwnSteps.statement(VALIDATE.with("table", table.name()).with("constraint", name)));
            }
            return statements;
        }
        Optional<Index> carrier = table.known().map(Table::indexes).orElse(List.of()).stream()
                .filter(index -> index.constraint().equals(constraint.name()))
                .findFirst();
        boolean isPlainUnique = constraint instanceof Constraint.Unique unique && !unique.isWithoutOverlaps();
        return isPlainUnique && carrier.isPresent() && !table.isPartitioned()
                ? List.of(
                        PostgresqlIndexes.concurrently(table, carrier.get()),
                        OwnSteps.statement(USING_INDEX
                                .with("table", table.name())
                                .with("constraint", name)
                                .withSql("kind", "UNIQUE")
                                .with("index", carrier.get().name().orElseThrow())
                                .withSql("deferral", deferralOf(constraint).clause())))
                : List.of(OwnSteps.statement(
                        ADD.with("table", table.name()).withSql("definition", DdlWriter.constraint(constraint))));
    }

    /** The key of the parent takes over those of its partitions without a look at their rows. */
    private static List<SqlStatement> statementsForPartitions(LiveTable table, Constraint.ForeignKey key) {
        List<SqlStatement> statements = new ArrayList<>();
        for (LiveTable leaf : table.leaves()) {
            statements.add(OwnSteps.statement(adding(leaf, key, DdlWriter.constraintNotValid(key), IN_TRASH_IF_THERE)));
            statements.add(OwnSteps.statement(
                    VALIDATE_IF_THERE.with("table", leaf.name()).with("constraint", nameOf(key))));
        }
        statements.add(OwnSteps.statement(adding(table, key, DdlWriter.constraint(key), IN_TRASH)));
        return statements;
    }

    /** True as well of a rule that could not be otherwise. */
    static boolean isValidated(Constraint constraint) {
        if (constraint instanceof Constraint.Check check) {
            return check.isValidated();
        }
        return !(constraint instanceof Constraint.ForeignKey key) || key.isValidated();
    }

    private static Deferral deferralOf(Constraint constraint) {
        return constraint instanceof Constraint.Unique unique
                ? unique.deferral()
                : ((Constraint.PrimaryKey) constraint).deferral();
    }

    /** Of a rule that has one. */
    static SqlName nameOf(Constraint constraint) {
        return constraint.name().orElseThrow();
    }
}
