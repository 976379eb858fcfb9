/**
 * Looks whether what must hold does hold, before something is done that could not be taken back.
 *
 * <p>It changes nothing. Read {@link dev.segue.verification.Requirement} first.
 */
@NullMarked
package dev.segue.verification;

import org.jspecify.annotations.NullMarked;
