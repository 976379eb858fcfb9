/**
 * What differs from one database to the next, as questions that a dialect answers.
 *
 * <p>The answers live in one package for each database, beside each other and without knowledge of each other. Read
 * {@link dev.segue.dialect.Dialect} first.
 */
@NullMarked
package dev.segue.dialect;

import org.jspecify.annotations.NullMarked;
