package dev.segue.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to one database come from. */
public interface ConnectionSource {

    /** A new connection, which the caller closes. */
    Connection open() throws SQLException;

    /** How messages call the database: never with a password. */
    String display();
}
