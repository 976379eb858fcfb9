package dev.segue.operation;

import dev.segue.schema.Schema;

/** Works on the rows of a table in batches. The schema stays as it is. */
public sealed interface FillOperation extends DataOperation permits Backfill, BackfillRows, BackfillCode {

    @Override
    default Schema applyTo(Schema before) {
        return before;
    }

    @Override
    default Inverse inverse(Schema before) {
        return new Inverse.Impossible("what the rows held before is not known");
    }
}
