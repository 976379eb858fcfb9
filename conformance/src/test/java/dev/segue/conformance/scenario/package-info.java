/**
 * Stories about changes under applications at work: what is in their files, who plays in them, and how they are told. No
 * story is in here; they are the files of the folder {@code scenarios}. Read {@link dev.segue.conformance.scenario.Scenario}
 * first.
 */
@NullMarked
package dev.segue.conformance.scenario;

import org.jspecify.annotations.NullMarked;
