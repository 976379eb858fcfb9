/**
 * The command line: it understands arguments, calls the library and tells the outcome, as text or JSON.
 *
 * <p>It decides nothing about databases; whatever a command does, a program can do through {@code dev.segue.Segue}. The only
 * place that prints. Read {@link dev.segue.cli.Program} first.
 */
@NullMarked
package dev.segue.cli;

import org.jspecify.annotations.NullMarked;
