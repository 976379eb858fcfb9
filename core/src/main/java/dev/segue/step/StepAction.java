package dev.segue.step;

import dev.segue.operation.FillSettings;
import dev.segue.operation.RevisionCode;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.TableName;
import java.util.Optional;

/** What a step does. */
public sealed interface StepAction {

    <R> R accept(Visitor<R> visitor);

    /** SHA-256 in hexadecimal of what is run; the same for the same. */
    default String checksum() {
        return ActionChecksum.of(this);
    }

    /** An answer for every kind of action; deliberately without default methods. */
    interface Visitor<R> {
        R visit(RunStatement action);

        R visit(CallCode action);

        R visit(FillRows action);

        R visit(RequireNone action);
    }

    /** Sends one statement, with the rows behind it when it is {@code COPY … FROM stdin}. */
    record RunStatement(SqlStatement statement) implements StepAction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Calls Java code. */
    record CallCode(String description, RevisionCode code) implements StepAction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Does some work with all rows of a table that were there when it began, batch by batch. Each batch commits with the
     * place that it came to.
     *
     * @param table whose ranges are gone through; qualified with its schema
     * @param settings as far as they were given
     */
    record FillRows(TableName table, RowWork work, FillSettings settings) implements StepAction {

        /** Computes columns, with what is the default for everything else. */
        public static FillRows assigning(TableName table, String assignments, String guard) {
            return new FillRows(table, new RowWork.Assign(assignments, guard), FillSettings.DEFAULT);
        }

        /** The same work, gone about in another way. */
        public FillRows with(FillSettings newSettings) {
            return new FillRows(table, work, newSettings);
        }

        /** True where no row is written: it only looks what would be lost. */
        public boolean onlyLooks() {
            return work instanceof RowWork.Look;
        }

        /** True where filling a row that does not need it changes nothing. */
        boolean isSteady() {
            return work instanceof RowWork.Assign assign && assign.steady().isPresent();
        }

        /** True where it comes out the same if it goes before the other one. */
        boolean mayPass(FillRows other) {
            return isSteady() && other.isSteady() && !table.equals(other.table);
        }

        /** One way through the rows for both; empty where that could come out otherwise than one behind the other. */
        Optional<FillRows> joinedWith(FillRows other) {
            return table.equals(other.table)
                            && settings.equals(other.settings)
                            && work instanceof RowWork.Assign own
                            && other.work instanceof RowWork.Assign others
                    ? own.joinedWith(others).map(both -> new FillRows(table, both, settings))
                    : Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Looks at rows and goes on only where none offends.
     *
     * @param query returns a row for each offence, in a column named {@code offence}, as a text for people that shows keys
     *     but no other values; at most a handful
     * @param expectation what was expected, as a clause: "no two rows of users have the same email"
     * @param remedy what to do about rows that offend
     */
    record RequireNone(String query, String expectation, String remedy) implements StepAction {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }
}
