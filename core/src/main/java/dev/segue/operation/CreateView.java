package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;

/**
 * Makes a view.
 *
 * @param orReplace a view of this name that is there gets the new definition
 * @param ifNotExists a view of this name that is there already is left alone
 * @param written the statement that makes it
 */
public record CreateView(
        TableName view, boolean isMaterialized, boolean orReplace, boolean ifNotExists, SqlStatement written)
        implements ObjectOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "create " + (isMaterialized ? "materialized " : "") + "view " + view;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return orReplace || ifNotExists
                ? new Inverse.Impossible("what view " + view + " was before is not known")
                : Inverse.exactly(new DropView(view, isMaterialized, false, false));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
