package dev.segue.operation;

/** Something that a revision asks for. A value: what it takes to do it on a database is decided by the plan. */
public sealed interface Operation permits ExecuteSql, RunCode {

    <R> R accept(Visitor<R> visitor);

    /** One line for a person: what is asked for. */
    String summary();

    /** An answer for every operation; deliberately without default methods. */
    interface Visitor<R> {
        R visit(ExecuteSql operation);

        R visit(RunCode operation);
    }
}
