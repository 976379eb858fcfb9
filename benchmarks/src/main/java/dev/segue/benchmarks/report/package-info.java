/**
 * Numbers for people: tables and bars. It measures nothing.
 */
@NullMarked
package dev.segue.benchmarks.report;

import org.jspecify.annotations.NullMarked;
