package dev.segue.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/** Understands the errors of one database. */
public interface FailureReader {

    DatabaseProblem classify(SQLException failure);

    /** What the database says, on one line, with the values of rows taken out. */
    String sentence(SQLException failure);

    /** Further lines from the database (hint, context), with the values of rows taken out. */
    List<String> details(SQLException failure);

    /** The one of the rows sent behind a statement that the database points at, counted from 1. */
    OptionalInt row(SQLException failure);

    /** Offset in the statement's text of the character that the database points at; its length is the end. */
    OptionalInt offset(SQLException failure, String statement);
}
