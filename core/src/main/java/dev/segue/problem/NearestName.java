package dev.segue.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person probably meant when the one they wrote does not exist. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name closest to the one wanted, or nothing when none is close enough to be worth a hint: no more than
     * one letter in three wrong, or one of them the beginning of the other.
     */
    public static Optional<String> to(String wanted, Collection<String> known) {
        String lowered = wanted.toLowerCase(Locale.ROOT);
        return known.stream()
                .map(name -> new Candidate(name, distance(lowered, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= Math.max(1, wanted.length() / 3))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    private static int distance(String wanted, String name) {
        return begins(name, wanted) || begins(wanted, name) ? 1 : editDistance(wanted, name);
    }

    private static boolean begins(String name, String beginning) {
        return beginning.length() >= 3 && name.startsWith(beginning);
    }

    /** Insertions, deletions, replacements and swaps of single letters, counted row by row. */
    private static int editDistance(String from, String to) {
        int[] twoAbove = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int[] row = new int[to.length() + 1];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                row[column] = Math.min(replaced, 1 + Math.min(above[column], row[column - 1]));
                if (isSwap(from, line, to, column)) {
                    row[column] = Math.min(row[column], twoAbove[column - 2] + 1);
                }
            }
            twoAbove = above;
            above = row;
        }
        return above[to.length()];
    }

    private static boolean isSwap(String from, int line, String to, int column) {
        return line > 1
                && column > 1
                && from.charAt(line - 1) == to.charAt(column - 2)
                && from.charAt(line - 2) == to.charAt(column - 1);
    }
}
