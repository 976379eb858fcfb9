package dev.segue.cli;

import dev.segue.jdbc.ConnectionSource;
import dev.segue.problem.SegueException;
import java.sql.Connection;

/**
 * A database whose URL or password cannot be found out, because a variable is not set or a file is missing. Commands that
 * only read files work all the same; any other is told the reason when it wants to connect.
 */
record UnknownDatabase(SegueException reason) implements ConnectionSource {

    @Override
    public Connection open() {
        throw reason;
    }

    @Override
    public String display() {
        return "a database that is not known";
    }
}
