/**
 * What a database looks like, as immutable values: tables with their columns, constraints, indexes and all that hangs on
 * them.
 *
 * <p>Not how it is changed: that is an operation. Nothing here touches a database. Read {@link dev.segue.schema.Schema}
 * first.
 */
@NullMarked
package dev.segue.schema;

import org.jspecify.annotations.NullMarked;
