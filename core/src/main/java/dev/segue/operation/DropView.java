package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.TableName;

/** Takes a view away. */
public record DropView(TableName view, boolean isMaterialized, boolean ifExists, boolean cascade)
        implements ObjectOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "drop " + (isMaterialized ? "materialized " : "") + "view " + view;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.view(view)
                .map(gone -> before.withViews(before.views().stream()
                        .filter(other -> !other.equals(gone))
                        .toList()))
                .orElse(before);
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("what view " + view + " showed is not known");
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
