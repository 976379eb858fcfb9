/**
 * What happens during a run, as it happens: for people on a terminal or in a log, and for programs as JSON lines.
 *
 * <p>Read {@link dev.segue.cli.narration.Narrator} first.
 */
@NullMarked
package dev.segue.cli.narration;

import org.jspecify.annotations.NullMarked;
