package dev.segue.benchmarks.contender;

import dev.segue.Segue;
import dev.segue.step.Rollout;
import java.nio.file.Path;

/** Segue as a library: {@code SegueContender url user password folder}. */
public final class SegueContender {

    private SegueContender() {}

    public static void main(String[] arguments) {
        Segue.builder()
                .rollout(Rollout.DIRECT)
                .database(arguments[0], arguments[1], arguments[2])
                .revisions(Path.of(arguments[3]))
                .build()
                .upgrade("head");
    }
}
