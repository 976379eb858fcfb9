package dev.segue.dialect.postgresql;

import dev.segue.jdbc.Session;
import dev.segue.sql.SqlStatement;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.postgresql.PGConnection;

/** Sends the rows that stand behind {@code COPY … FROM stdin} in a file. */
final class PostgresqlCopy {

    private PostgresqlCopy() {}

    static long load(Session session, SqlStatement statement) {
        return session.withDriver(
                PGConnection.class,
                statement,
                driver -> {
                    try {
                        String rows = statement.copyData().orElse("");
                        return driver.getCopyAPI().copyIn(statement.text(), new StringReader(rows));
                    } catch (IOException cannotHappen) {
                        throw new UncheckedIOException("reading from memory", cannotHappen);
                    }
                },
                PGConnection::cancelQuery);
    }
}
