package dev.segue.ddl;

import static dev.segue.ddl.OperationWriter.statement;

import dev.segue.schema.Column;
import dev.segue.schema.Index;
import dev.segue.schema.Privilege;
import dev.segue.schema.Table;
import dev.segue.schema.TableFeatures;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a table with everything that hangs on it, in an order in which each statement finds what it needs. */
final class TableWriter {

    private final Table table;
    private final TableFeatures features;
    private final List<SqlStatement> statements = new ArrayList<>();

    TableWriter(Table table) {
        this.table = table;
        this.features = table.features();
    }

    List<SqlStatement> statements(boolean ifNotExists) {
        add("CREATE " + persistence() + "TABLE " + (ifNotExists ? "IF NOT EXISTS " : "") + name() + body() + tail());
        for (Index index : table.indexes()) {
            if (index.constraint().isEmpty()) {
                add(DdlWriter.index(index, false, ifNotExists));
            }
        }
        writeComments();
        writeColumnFeatures();
        features.statistics().forEach(statistics -> add(statistics.definition()));
        writeIdentityOfRows();
        features.triggers().forEach(this::writeTrigger);
        features.policies().forEach(policy -> add(policy.definition()));
        writeRowSecurity();
        writePrivileges();
        features.publications().forEach(this::writePublication);
        // To give a table away ends the right to do the rest.
        features.owner().ifPresent(owner -> change("OWNER TO " + DdlText.name(SqlName.of(owner))));
        return statements;
    }

    private String name() {
        return DdlText.name(table.name());
    }

    private void add(String sql) {
        statements.add(statement(sql));
    }

    private void change(String action) {
        statements.add(TableStatements.change(table.name(), action));
    }

    private String persistence() {
        return switch (features.persistence()) {
            case PERMANENT -> "";
            case UNLOGGED -> "UNLOGGED ";
            case TEMPORARY -> "TEMPORARY ";
        };
    }

    /** A partition has the columns of its parent and says only what it has besides. */
    private String body() {
        Stream<String> columns = table.columns().stream().map(DdlWriter::columnDefinition);
        Stream<String> constraints = table.constraints().stream().map(DdlWriter::constraint);
        if (table.partition().isEmpty()) {
            return Stream.concat(columns, constraints).collect(Collectors.joining(",\n  ", " (\n  ", "\n)"))
                    + inheritance();
        }
        Stream<String> options =
                table.columns().stream().map(DdlWriter::columnOptions).flatMap(Optional::stream);
        String rules = Stream.concat(options, constraints).collect(Collectors.joining(",\n  "));
        Table.Partition partition = table.partition().get();
        return " PARTITION OF " + DdlText.name(partition.of())
                + (rules.isEmpty() ? "" : " (\n  " + rules + "\n)")
                + " " + partition.bound();
    }

    private String inheritance() {
        return table.inherits().isEmpty()
                ? ""
                : table.inherits().stream().map(DdlText::name).collect(Collectors.joining(", ", " INHERITS (", ")"));
    }

    private String tail() {
        return table.partitioning().map(key -> " PARTITION BY " + key).orElse("")
                + (features.storage().isEmpty() ? "" : " " + features.storage());
    }

    private void writeComments() {
        if (table.comment().isPresent()) {
            statements.add(TableStatements.comment(table.name(), table.comment()));
        }
        for (Column column : table.columns()) {
            if (column.comment().isPresent()) {
                statements.add(ColumnStatements.comment(table.name(), column.name(), column.comment()));
            }
        }
    }

    private void writeColumnFeatures() {
        for (Column column : table.columns()) {
            column.features()
                    .statistics()
                    .ifPresent(target ->
                            change("ALTER COLUMN " + DdlText.name(column.name()) + " SET STATISTICS " + target));
        }
    }

    private void writeIdentityOfRows() {
        TableFeatures.ReplicaIdentity identity = features.replicaIdentity();
        switch (identity.kind()) {
            case DEFAULT -> {
                // It is so anyway.
            }
            case FULL -> change("REPLICA IDENTITY FULL");
            case NOTHING -> change("REPLICA IDENTITY NOTHING");
            case INDEX ->
                identity.index().ifPresent(index -> change("REPLICA IDENTITY USING INDEX " + DdlText.name(index)));
        }
    }

    private void writeTrigger(TableFeatures.Trigger trigger) {
        add(trigger.definition());
        Optional<String> firing = switch (trigger.firing()) {
            case "A" -> Optional.of("ENABLE ALWAYS");
            case "R" -> Optional.of("ENABLE REPLICA");
            case "D" -> Optional.of("DISABLE");
            default -> Optional.empty();
        };
        firing.ifPresent(words -> change(words + " TRIGGER " + DdlText.name(trigger.name())));
    }

    private void writeRowSecurity() {
        if (features.rowSecurity() != TableFeatures.RowSecurity.OFF) {
            change("ENABLE ROW LEVEL SECURITY");
        }
        if (features.rowSecurity() == TableFeatures.RowSecurity.FORCED) {
            change("FORCE ROW LEVEL SECURITY");
        }
    }

    private void writePrivileges() {
        features.privileges().forEach(privilege -> add(grant(privilege, "")));
        for (Column column : table.columns()) {
            String columns = " " + DdlText.list(List.of(column.name()));
            column.features().privileges().forEach(privilege -> add(grant(privilege, columns)));
        }
    }

    private String grant(Privilege privilege, String columns) {
        String grantee = privilege.grantee().toUpperCase(Locale.ROOT).equals("PUBLIC")
                ? "PUBLIC"
                : DdlText.name(SqlName.of(privilege.grantee()));
        return "GRANT " + privilege.action() + columns + " ON TABLE " + name() + " TO " + grantee
                + (privilege.isGrantable() ? " WITH GRANT OPTION" : "");
    }

    private void writePublication(TableFeatures.Publication publication) {
        TableName own = table.name();
        add("ALTER PUBLICATION " + DdlText.name(publication.name()) + " ADD TABLE ONLY " + DdlText.name(own)
                + (publication.columns().isEmpty() ? "" : " " + DdlText.list(publication.columns()))
                + publication
                        .rowFilter()
                        .map(filter -> " WHERE (" + filter + ")")
                        .orElse(""));
    }
}
