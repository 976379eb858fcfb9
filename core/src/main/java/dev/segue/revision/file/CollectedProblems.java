package dev.segue.revision.file;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with many files, so that one run names all of it instead of the first. */
public final class CollectedProblems {

    private static final int MOST_SHOWN = 10;

    private final List<SegueException> failures = new ArrayList<>();

    public void add(SegueException failure) {
        failures.add(failure);
    }

    /** The first problem, with one line for each of the others. */
    public void throwIfAny() {
        if (failures.isEmpty()) {
            return;
        }
        SegueException first = failures.get(0);
        if (failures.size() == 1) {
            throw first;
        }
        List<String> details = new ArrayList<>(first.problem().details());
        for (SegueException other : failures.subList(1, Math.min(failures.size(), MOST_SHOWN + 1))) {
            details.add("also " + line(other.problem()));
        }
        if (failures.size() > MOST_SHOWN + 1) {
            details.add("and " + (failures.size() - MOST_SHOWN - 1) + " more");
        }
        throw first.problem().saying(details).toException(first);
    }

    private static String line(Problem problem) {
        String place = problem.excerpt().map(excerpt -> excerpt.place() + ": ").orElse("");
        return problem.code().code() + ": " + place + problem.headline();
    }
}
