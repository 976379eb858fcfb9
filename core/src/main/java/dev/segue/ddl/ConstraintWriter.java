package dev.segue.ddl;

import dev.segue.schema.Constraint;
import dev.segue.schema.Deferral;
import dev.segue.sql.SqlName;
import java.util.List;

/** Writes constraints, from their kind on and without {@code NOT VALID}. */
final class ConstraintWriter implements Constraint.Visitor<String> {

    @Override
    public String visit(Constraint.PrimaryKey constraint) {
        return "PRIMARY KEY "
                + key(constraint.columns(), constraint.isWithoutOverlaps())
                + including(constraint.include())
                + behind(constraint.storage())
                + behind(constraint.deferral());
    }

    @Override
    public String visit(Constraint.Unique constraint) {
        return "UNIQUE "
                + (constraint.areNullsDistinct() ? "" : "NULLS NOT DISTINCT ")
                + key(constraint.columns(), constraint.isWithoutOverlaps())
                + including(constraint.include())
                + behind(constraint.storage())
                + behind(constraint.deferral());
    }

    @Override
    public String visit(Constraint.ForeignKey constraint) {
        return "FOREIGN KEY "
                + period(constraint.columns(), constraint.isPeriod())
                + " REFERENCES " + DdlText.name(constraint.referencedTable())
                + (constraint.referencedColumns().isEmpty()
                        ? ""
                        : " " + period(constraint.referencedColumns(), constraint.isPeriod()))
                + (constraint.match().equals("SIMPLE") ? "" : " MATCH " + constraint.match())
                + action("UPDATE", constraint.onUpdate())
                + action("DELETE", constraint.onDelete())
                + behind(constraint.deferral())
                + enforcement(constraint.isEnforced());
    }

    @Override
    public String visit(Constraint.Check constraint) {
        return "CHECK (" + constraint.condition() + ")"
                + (constraint.isInherited() ? "" : " NO INHERIT")
                + enforcement(constraint.isEnforced());
    }

    @Override
    public String visit(Constraint.Exclusion constraint) {
        return constraint.definition() + behind(constraint.deferral());
    }

    private static String key(List<SqlName> columns, boolean isWithoutOverlaps) {
        String list = DdlText.list(columns);
        return isWithoutOverlaps ? list.substring(0, list.length() - 1) + " WITHOUT OVERLAPS)" : list;
    }

    private static String period(List<SqlName> columns, boolean isPeriod) {
        String last = DdlText.name(columns.get(columns.size() - 1));
        String list = DdlText.list(columns);
        return isPeriod ? list.substring(0, list.length() - last.length() - 1) + "PERIOD " + last + ")" : list;
    }

    private static String including(List<SqlName> columns) {
        return columns.isEmpty() ? "" : " INCLUDE " + DdlText.list(columns);
    }

    private static String action(String event, String action) {
        return action.equals("NO ACTION") ? "" : " ON " + event + " " + action;
    }

    private static String behind(Deferral deferral) {
        return behind(deferral.clause());
    }

    private static String behind(String clause) {
        return clause.isEmpty() ? "" : " " + clause;
    }

    private static String enforcement(boolean isEnforced) {
        return isEnforced ? "" : " NOT ENFORCED";
    }
}
