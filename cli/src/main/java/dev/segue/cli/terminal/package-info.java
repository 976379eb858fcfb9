/**
 * Text for people: colours, tables, the drawing of a history, progress. It knows nothing of migrations.
 *
 * <p>Read {@link dev.segue.cli.terminal.Terminal} first.
 */
@NullMarked
package dev.segue.cli.terminal;

import org.jspecify.annotations.NullMarked;
