package dev.segue.trash;

import dev.segue.dialect.TrashedObject;
import java.util.List;

/**
 * Something that came out of the trash.
 *
 * @param left what could not be brought back with it, or is to be done by hand, a sentence each; empty when all is as it was
 */
public record Restored(TrashedObject object, List<String> left) {

    public Restored {
        left = List.copyOf(left);
    }
}
