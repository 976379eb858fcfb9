package dev.segue.ddl;

import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Names as they are written into DDL: always in quotes. */
final class DdlText {

    private DdlText() {}

    static String name(SqlName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }

    static String name(TableName name) {
        return name.quoted(SqlSyntax.POSTGRESQL);
    }

    /** {@code ("a", "b")} */
    static String list(List<SqlName> names) {
        return names.stream().map(DdlText::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
