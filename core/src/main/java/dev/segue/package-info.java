/**
 * The front door: everything that the command line can do, for programs.
 *
 * <p>No room of the library imports it. Read {@link dev.segue.Segue} first.
 */
@NullMarked
package dev.segue;

import org.jspecify.annotations.NullMarked;
