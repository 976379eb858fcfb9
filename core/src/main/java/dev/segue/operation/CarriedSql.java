package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import java.util.List;

/**
 * Something that is carried as SQL because it has no operation of its own, such as a function or a policy.
 *
 * @param what it is, for people: "function total(bigint)"
 * @param up what makes it
 * @param down what takes it away again
 */
public record CarriedSql(String what, List<SqlStatement> up, List<SqlStatement> down) implements ObjectOperation {

    public CarriedSql {
        up = List.copyOf(up);
        down = List.copyOf(down);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return what;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before;
    }

    @Override
    public Inverse inverse(Schema before) {
        return Inverse.exactly(new CarriedSql(what, down, up));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
