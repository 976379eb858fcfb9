package dev.segue.dialect.postgresql;

import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.TrashedObject;
import dev.segue.operation.DropType;
import dev.segue.operation.Phase;
import dev.segue.schema.EnumType;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.SqlTemplate;
import dev.segue.sql.TableName;
import dev.segue.step.Impact;
import dev.segue.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * How a type goes. Where only columns are of it that wait in the trash themselves, it waits there with them, because
 * PostgreSQL does not drop a type that is in use. Whatever else uses it is named by PostgreSQL, which refuses then.
 */
final class DroppedType {

    private static final SqlTemplate DROP = SqlTemplate.of("""
            DO $segue$
            BEGIN
              IF EXISTS (
                SELECT
                FROM pg_type t
                  JOIN pg_depend d
                    ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray) AND d.deptype = 'n'
                  LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
                  LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
                  LEFT JOIN pg_class c
                    ON c.oid = coalesce(f.adrelid, k.conrelid, CASE d.classid WHEN 'pg_class'::regclass THEN d.objid END)
                  LEFT JOIN pg_attribute a
                    ON d.classid = 'pg_class'::regclass AND a.attrelid = d.objid AND a.attnum = d.objsubid
                WHERE t.oid = to_regtype({type_text})
                HAVING count(*) > 0
                  AND bool_and(coalesce(
                    starts_with(a.attname::text, 'segue_trash_') OR c.relnamespace = to_regnamespace('segue_trash'), false))
              ) THEN
            {discard}
              ELSE
                DROP TYPE {if_exists}{type} {behaviour};
              END IF;
            END
            $segue$
            """);

    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER TYPE {type} RENAME TO {new_name}");

    private static final SqlTemplate SET_SCHEMA = SqlTemplate.of("ALTER TYPE {type} SET SCHEMA {schema}");

    private final PlanningContext context;
    private final DropType operation;

    DroppedType(PlanningContext context, DropType operation) {
        this.context = context;
        this.operation = operation;
    }

    /** Only when the old application is gone: until then the columns are there that it uses. */
    Step inTheEnd() {
        return OwnSteps.separate(Phase.CONTRACT, operation.summary(), statement(), Impact.NONE);
    }

    Step atOnce() {
        return OwnSteps.together(Phase.EXPAND, operation.summary(), statement());
    }

    private SqlTemplate statement() {
        TableName type = context.schema()
                .enumType(operation.type())
                .map(EnumType::name)
                .orElse(context.schema().qualified(operation.type()));
        SqlName kept = PostgresqlTrash.nameInTrash(context.revision(), type, 1);
        TableName renamed = new TableName(type.schema(), kept);
        TableName keptIn = new TableName(Optional.of(PostgresqlTrash.SCHEMA), kept);
        PostgresqlTrash.Entry entry = new PostgresqlTrash.Entry(
                context.revision(), TrashedObject.Kind.TYPE, type, type.name(), keptIn, kept, "");
        SqlName schema = type.schema().orElse(SqlName.of("public"));
        String discard = PostgresqlTrash.discarding(
                entry,
                List.of(
                        sql(RENAME.with("type", type).with("new_name", kept)),
                        sql(SET_SCHEMA.with("type", renamed).with("schema", PostgresqlTrash.SCHEMA))),
                List.of(PostgresqlTrash.restore(
                        entry,
                        List.of(
                                sql(SET_SCHEMA.with("type", keptIn).with("schema", schema)),
                                sql(RENAME.with("type", renamed).with("new_name", type.name()))))));
        return DROP.withLiteral("type_text", type.quoted(SqlSyntax.POSTGRESQL))
                .withSql("discard", discard)
                .withSql("if_exists", operation.ifExists() ? "IF EXISTS " : "")
                .with("type", type)
                .withSql("behaviour", operation.cascade() ? "CASCADE" : "RESTRICT");
    }

    private static String sql(SqlTemplate template) {
        return template.sql(SqlSyntax.POSTGRESQL);
    }
}
