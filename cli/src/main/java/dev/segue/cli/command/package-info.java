/**
 * One class for each command: it has the options, calls the library and returns an exit code.
 *
 * <p>A new command is a class here and a line in {@link dev.segue.cli.command.Commands}.
 */
@NullMarked
package dev.segue.cli.command;

import org.jspecify.annotations.NullMarked;
