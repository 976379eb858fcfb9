/**
 * What a revision asks for, without saying how a database is brought there: one record for each intention, with its
 * effect on the schema and its way back.
 *
 * <p>Not what is executed: that is a step. Read {@link dev.segue.operation.Operation} first, then the family
 * ({@code ColumnOperation}, {@code IndexOperation}, …) in question.
 */
@NullMarked
package dev.segue.operation;

import org.jspecify.annotations.NullMarked;
