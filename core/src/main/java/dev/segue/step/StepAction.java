package dev.segue.step;

import dev.segue.operation.RevisionCode;
import dev.segue.sql.SqlStatement;

/** What a step does. */
public sealed interface StepAction {

    /** Sends one statement, with the rows behind it when it is {@code COPY … FROM stdin}. */
    record RunStatement(SqlStatement statement) implements StepAction {}

    /** Calls Java code. */
    record CallCode(String description, RevisionCode code) implements StepAction {}
}
