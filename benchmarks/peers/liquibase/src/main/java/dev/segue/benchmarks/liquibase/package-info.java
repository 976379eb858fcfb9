/**
 * Liquibase as a library.
 */
@NullMarked
package dev.segue.benchmarks.liquibase;

import org.jspecify.annotations.NullMarked;
