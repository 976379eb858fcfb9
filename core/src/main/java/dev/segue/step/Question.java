package dev.segue.step;

import java.util.List;

/** A query with {@code ?} holes and the texts for them. */
public record Question(String sql, List<String> values) {

    public Question {
        values = List.copyOf(values);
    }

    public static Question of(String sql, String... values) {
        return new Question(sql, List.of(values));
    }
}
