/**
 * What a backfill gives way to: each throttle looks at one thing and says why to wait.
 *
 * <p>Knows nothing of batches, and does not decide what waiting means. Read {@link
 * dev.segue.backfill.throttle.Throttle} first.
 */
@NullMarked
package dev.segue.backfill.throttle;

import org.jspecify.annotations.NullMarked;
