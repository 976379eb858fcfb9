package dev.segue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to one database come from. */
public interface ConnectionSource {

    /** A new connection, which the caller closes. */
    Connection open() throws SQLException;

    /** Tells that one more connection will be asked for, so that a source which may connect on any thread can begin to. */
    default void expectAnother() {}

    /** How messages call the database: never with a password. */
    String display();
}
