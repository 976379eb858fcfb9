/**
 * What a revision asks for, without saying how a database is brought there.
 *
 * <p>Not what is executed: that is a step. Read {@link dev.segue.operation.Operation} first.
 */
@NullMarked
package dev.segue.operation;

import org.jspecify.annotations.NullMarked;
