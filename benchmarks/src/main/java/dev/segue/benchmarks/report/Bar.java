package dev.segue.benchmarks.report;

/** What we hold ourselves to, and what was seen. */
public record Bar(String claim, Direction direction, double limit, double measured) {

    /** Which side of the limit is the good one. */
    public enum Direction {
        AT_MOST,
        AT_LEAST
    }

    public static Bar atMost(String claim, double limit, double measured) {
        return new Bar(claim, Direction.AT_MOST, limit, measured);
    }

    public static Bar atLeast(String claim, double limit, double measured) {
        return new Bar(claim, Direction.AT_LEAST, limit, measured);
    }

    public boolean isMet() {
        return switch (direction) {
            case AT_MOST -> measured <= limit;
            case AT_LEAST -> measured >= limit;
        };
    }

    String limitText() {
        return (direction == Direction.AT_MOST ? "≤ " : "≥ ") + Table.number(limit, 2);
    }
}
