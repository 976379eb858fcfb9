package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import java.time.Duration;

/** A way to compute one column of all rows. */
public interface Filling {

    String name();

    /** @return what it took, without what is needed to get there */
    Duration fill(Database database) throws Exception;
}
