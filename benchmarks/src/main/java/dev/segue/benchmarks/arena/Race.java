package dev.segue.benchmarks.arena;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interleaved rounds: everyone once, then everyone once more, so that whatever else happens on the machine happens to all.
 */
public final class Race {

    private final Map<String, Leg> legs = new LinkedHashMap<>();

    /** One run of one contender, with what has to be prepared and cleared away outside of the measured time. */
    @FunctionalInterface
    public interface Leg {
        Run run() throws Exception;
    }

    public Race with(String name, Leg leg) {
        legs.put(name, leg);
        return this;
    }

    /** Runs one round more than asked for: the first one warms the caches of the machine and does not count. */
    public Results run(int rounds) throws Exception {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Leg> leg : legs.entrySet()) {
                Run run = leg.getValue().run();
                if (round > 0) {
                    runs.computeIfAbsent(leg.getKey(), name -> new ArrayList<>())
                            .add(run);
                }
            }
        }
        List<Series> series = new ArrayList<>();
        runs.forEach((name, taken) -> series.add(new Series(name, taken)));
        return new Results(series);
    }
}
