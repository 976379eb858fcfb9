/**
 * What the target database knows of its own history: revisions that are applied, steps that are under way, and a log.
 *
 * <p>It writes only what execution tells it to. Read {@link dev.segue.journal.Journal} first.
 */
@NullMarked
package dev.segue.journal;

import org.jspecify.annotations.NullMarked;
