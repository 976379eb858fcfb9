package dev.segue.operation;

import static dev.segue.sql.DataTypes.BIGINT;
import static dev.segue.sql.DataTypes.TEXT;
import static dev.segue.sql.DataTypes.varchar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.SegueException;
import dev.segue.schema.Column;
import dev.segue.schema.Constraint;
import dev.segue.schema.Schema;
import dev.segue.schema.Table;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private final Operations op = new Operations(SqlSyntax.POSTGRESQL, "AddUsers.java");

    @Test
    void notesAreKeptInTheOrderInWhichTheyAreTaken() {
        op.table("users").renameColumn("username", "display_name").dropColumn("age");
        op.dropTable("app.old");

        assertThat(op.noted())
                .extracting(Operation::summary)
                .containsExactly(
                        "rename column username of users to display_name",
                        "drop column age of users",
                        "drop table app.old");
    }

    @Test
    void aTableIsCreatedWithItsColumnsAndRules() {
        op.createTable(
                "orders",
                table -> table.column("id", BIGINT, ColumnDraft::identity)
                        .column("user_id", BIGINT, ColumnDraft::required)
                        .column("note", varchar(50), column -> column.withDefault("''"))
                        .primaryKey("id")
                        .foreignKey(
                                "orders_user_fkey",
                                "user_id",
                                key -> key.references("users", "id").onDelete(ForeignKeyDraft.Action.CASCADE)));

        Table table = ((CreateTable) op.noted().get(0)).table();
        assertThat(table.columns())
                .extracting(column -> column.type().text())
                .containsExactly("bigint", "bigint", "character varying(50)");
        assertThat(table.constraints().get(1))
                .isInstanceOfSatisfying(
                        Constraint.ForeignKey.class,
                        key -> assertThat(key.onDelete()).isEqualTo("CASCADE"));
        assertThat(op.noted().get(0).reach().reads()).containsExactly(TableName.of("users"));
    }

    @Test
    void whatIsDoneToASchemaIsUndoneByItsInverse() {
        Schema before = Schema.unknown(SqlSyntax.POSTGRESQL)
                .plus(Table.of(TableName.of("users"), List.of(Column.nullable("name", "text"))));
        op.table("users")
                .addColumn("email", TEXT)
                .renameColumn("email", "mail")
                .setNotNull("mail")
                .setDefault("mail", "''")
                .addUnique("users_mail_key", "mail")
                .createIndex("users_mail", index -> index.on("mail"));

        Schema after = before;
        List<Schema> states = new ArrayList<>();
        for (Operation operation : op.noted()) {
            states.add(after);
            after = operation.applyTo(after);
        }
        for (int i = op.noted().size() - 1; i >= 0; i--) {
            Inverse inverse = op.noted().get(i).inverse(states.get(i));
            assertThat(inverse).isInstanceOf(Inverse.Exact.class);
            for (Operation undoing : ((Inverse.Exact) inverse).operations()) {
                after = undoing.applyTo(after);
            }
            assertThat(after).isEqualTo(states.get(i));
        }
    }

    @Test
    void namesAreReadAsInSql() {
        op.dropTable("Users");
        op.dropTable("\"Users\"");

        assertThat(op.noted())
                .extracting(operation -> ((DropTable) operation).table().name())
                .containsExactly(SqlName.of("users"), SqlName.of("Users"));
    }

    @Test
    void aTextThatIsNoNameIsRefusedWithItsPlace() {
        for (String text : List.of("", "a b", "a; DROP TABLE b", "a.b.c.d", "1a", "'a'")) {
            assertThatThrownBy(() -> op.dropTable(text))
                    .isInstanceOf(SegueException.class)
                    .hasMessageContaining("OP101")
                    .hasMessageContaining("AddUsers.java");
        }
    }

    @Test
    void whatIsIncompleteIsRefused() {
        assertThatThrownBy(() -> op.createTable("t", table -> {})).hasMessageContaining("OP102");
        assertThatThrownBy(() -> op.table("t").createIndex("i", index -> {})).hasMessageContaining("OP102");
        assertThatThrownBy(() -> op.table("t").addForeignKey("f", "c", key -> {}))
                .hasMessageContaining("OP102");
        assertThatThrownBy(() ->
                        op.table("t").insert(rows -> rows.columns("a", "b").row("1")))
                .hasMessageContaining("OP102");
        assertThat(op.noted()).isEmpty();
    }

    @Test
    void aDroppedThingComesBackOnlyWhereItIsKnown() {
        Operation drop = new DropColumn(TableName.of("t"), SqlName.of("c"), false, false, Optional.empty());

        assertThat(drop.inverse(Schema.unknown(SqlSyntax.POSTGRESQL))).isInstanceOf(Inverse.Impossible.class);
    }
}
