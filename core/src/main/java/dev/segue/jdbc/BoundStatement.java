package dev.segue.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement with {@code ?} holes and the values for them. */
public record BoundStatement(String sql, List<@Nullable Object> values) {

    public BoundStatement {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static BoundStatement of(String sql, @Nullable Object... values) {
        return new BoundStatement(sql, Arrays.asList(values));
    }
}
