package dev.segue.conformance.support;

import dev.segue.Segue;
import dev.segue.execution.RunReport;
import dev.segue.revision.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is asked of a runner. */
public enum Errand {
    UPGRADE {
        @Override
        public RunReport runBy(Segue segue) {
            return segue.upgrade("head");
        }
    },
    CONTRACT {
        @Override
        public RunReport runBy(Segue segue) {
            return segue.contract(List.of());
        }
    },
    DOWNGRADE {
        @Override
        public RunReport runBy(Segue segue) {
            return segue.downgrade("base");
        }
    },
    /** All the way back: the downgrade of what was finished already holds something back itself. */
    RETURN {
        @Override
        public RunReport runBy(Segue segue) {
            segue.downgrade("base");
            return segue.contract(List.of());
        }
    },
    /** Helps with the backfill that another process has begun. */
    FILL {
        @Override
        public RunReport runBy(Segue segue) {
            segue.backfills().run(Optional.empty(), 1);
            return new RunReport(Direction.UPGRADE, List.of(), Duration.ZERO, 0);
        }
    };

    public abstract RunReport runBy(Segue segue);
}
