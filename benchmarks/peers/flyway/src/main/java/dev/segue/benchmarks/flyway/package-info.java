/**
 * Flyway as a library.
 */
@NullMarked
package dev.segue.benchmarks.flyway;

import org.jspecify.annotations.NullMarked;
