package dev.segue.operation;

import dev.segue.schema.Domain;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a type whose values are those of another one that keep its rules.
 *
 * @param domain with the rules that it has by itself; its base may be a domain too
 */
public record CreateDomain(Domain domain, SqlStatement written) implements ObjectOperation {

    private static final SqlTemplate DROP = SqlTemplate.of("DROP DOMAIN {domain}");

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String summary() {
        return "create domain " + domain.name();
    }

    /** The rules of its base are its own. */
    @Override
    public Schema applyTo(Schema before) {
        Optional<Domain> base = before.anyDomain(domain.base());
        List<Domain> more = new ArrayList<>(before.domains());
        more.add(new Domain(
                before.qualified(domain.name()),
                base.map(Domain::base).orElse(domain.base()),
                domain.hasRules() || base.filter(Domain::hasRules).isPresent(),
                domain.allowsNull() && base.map(Domain::allowsNull).orElse(true)));
        return before.withDomains(more);
    }

    @Override
    public Inverse inverse(Schema before) {
        SqlStatement drop = SqlStatement.of(
                "segue", DROP.with("domain", domain.name()).sql(SqlSyntax.POSTGRESQL), SqlSyntax.POSTGRESQL);
        return Inverse.exactly(new CarriedSql("drop domain " + domain.name(), List.of(drop), List.of(written)));
    }

    @Override
    public Reach reach() {
        return Reach.NOTHING;
    }
}
