/** What must hold on real databases. */
@NullMarked
package dev.segue.conformance;

import org.jspecify.annotations.NullMarked;
