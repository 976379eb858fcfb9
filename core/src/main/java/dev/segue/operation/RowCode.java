package dev.segue.operation;

import org.jspecify.annotations.Nullable;

/**
 * Computes what a row is to hold from what it holds. It is called again for a row whose batch was rolled back, and by
 * several threads at the same time where several workers write.
 */
@FunctionalInterface
public interface RowCode {

    /**
     * The value of the column that is written, or a {@code Map} from name to value where several are. Null is NULL.
     *
     * <p>A value is a {@code String}, a number, a {@code Boolean}, a {@code UUID}, something of {@code java.time}, a {@code
     * byte[]}, an enum constant, or a {@code List} or array of those for a column that is an array. JSON is given as its
     * text.
     */
    @Nullable
    Object compute(SourceRow row);
}
