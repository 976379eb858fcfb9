package dev.segue.operation;

import dev.segue.schema.Schema;
import dev.segue.sql.DataType;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;

/**
 * Says more about what the values of a domain must be like. Columns that are added later have to keep that too.
 *
 * @param forbidsNull there must be a value
 */
public record AddDomainRule(TableName domain, boolean forbidsNull, SqlStatement written) implements ObjectOperation {

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "add a rule to domain " + domain;
    }

    @Override
    public Schema applyTo(Schema before) {
        return before.anyDomain(DataType.of(domain.toString()))
                .map(found -> before.withDomains(before.domains().stream()
                        .map(known -> known.equals(found) ? known.withRule(forbidsNull) : known)
                        .toList()))
                .orElse(before);
    }

    @Override
    public Inverse inverse(Schema before) {
        return new Inverse.Impossible("the name of the rule is given by the database");
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
