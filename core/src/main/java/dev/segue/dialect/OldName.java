package dev.segue.dialect;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Optional;

/** A table, or a column of it, that a contraction takes away, by the name that statements know it by. */
public record OldName(TableName table, Optional<SqlName> column) {

    /** For a person. */
    public String text() {
        return column.map(name -> "column " + table + "." + name).orElse("table " + table);
    }
}
