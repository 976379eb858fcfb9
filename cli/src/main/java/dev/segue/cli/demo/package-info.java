/**
 * The example shop, and the story that {@code segue try} tells with it: up, killed half-way, on, down and up again.
 *
 * <p>Not a test of a user's own revisions: that is what rehearsals are for. Read {@link dev.segue.cli.demo.Demonstration}
 * first.
 */
@NullMarked
package dev.segue.cli.demo;

import org.jspecify.annotations.NullMarked;
