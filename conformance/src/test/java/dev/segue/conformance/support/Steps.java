package dev.segue.conformance.support;

import dev.segue.backfill.FillHelp;
import dev.segue.backfill.FillListener;
import dev.segue.backfill.FillOrder;
import dev.segue.backfill.RowFiller;
import dev.segue.backfill.Tuning;
import dev.segue.backfill.throttle.Throttle;
import dev.segue.dialect.Dialect;
import dev.segue.dialect.LentSession;
import dev.segue.dialect.SessionSettings;
import dev.segue.dialect.postgresql.PostgresqlDialect;
import dev.segue.jdbc.ConnectionSource;
import dev.segue.jdbc.DatabaseProblem;
import dev.segue.jdbc.Session;
import dev.segue.problem.SegueException;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import dev.segue.verification.Requirement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Runs steps one after the other on a session of its own, without plan and journal. */
public final class Steps implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 30;

    private final Random random = new Random(4);
    private final Dialect dialect = new PostgresqlDialect();
    private final ConnectionSource source;
    private final Session session;
    private FillListener listener = new Unconcerned();

    private Steps(TestDatabase database, String role) {
        this.source = new ConnectionSource() {
            @Override
            public Connection open() throws SQLException {
                return database.connectOrFail();
            }

            @Override
            public String display() {
                return database.name();
            }
        };
        this.session = dialect.connect(source);
        dialect.journalTables().creation().forEach(session::execute);
        if (!role.isEmpty()) {
            session.execute("GRANT ALL ON SCHEMA segue TO " + role);
            session.execute("SET ROLE " + role);
        }
    }

    public static Steps on(TestDatabase database) {
        return new Steps(database, "");
    }

    /** As somebody who is no superuser. */
    public static Steps on(TestDatabase database, String role) {
        return new Steps(database, role);
    }

    public Steps listening(FillListener newListener) {
        listener = newListener;
        return this;
    }

    public Session session() {
        return session;
    }

    public void run(List<Step> steps) {
        for (Step step : steps) {
            run(step);
        }
    }

    /** Does again what an earlier run may have begun, and returns the rows that were changed. */
    public long run(Step step) {
        return step.action().accept(new Runner(step));
    }

    public long fill(StepAction.FillRows fill, boolean goesOn) {
        return fill(fill, goesOn, List.of());
    }

    public long fill(StepAction.FillRows fill, boolean goesOn, List<Throttle> throttles) {
        FillHelp help = new FillHelp(
                () -> LentSession.from(dialect, source, new SessionSettings(Duration.ZERO)),
                random,
                Duration.ofSeconds(30),
                "the test",
                conditions -> Optional::empty,
                Tuning.none());
        RowFiller filler = new RowFiller(dialect.rowBatches().orElseThrow(), session, help, listener);
        return filler.fill(order(fill), goesOn, throttles);
    }

    /** The step that all fills of this class are. */
    public static FillOrder order(StepAction.FillRows fill) {
        return new FillOrder("8f2c41aa03b1", "upgrade", 1, fill);
    }

    @Override
    public void close() {
        session.close();
    }

    private final class Runner implements StepAction.Visitor<Long> {

        private final Step step;

        Runner(Step step) {
            this.step = step;
        }

        @Override
        public Long visit(StepAction.RunStatement action) {
            if (step.transactionMode() == TransactionMode.ALONE) {
                session.execute("SET lock_timeout = 0");
                return dialect.execute(session, action.statement());
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    return inTransaction(action);
                } catch (SegueException failure) {
                    if (failure.problem().code() != DatabaseProblem.LOCK_TIMEOUT || attempt == MOST_ATTEMPTS) {
                        throw failure;
                    }
                    pause();
                }
            }
        }

        private long inTransaction(StepAction.RunStatement action) {
            session.begin(dialect.opening(Duration.ofMillis(400)));
            try {
                long rows = dialect.execute(session, action.statement());
                session.commitAfter(List.of());
                return rows;
            } catch (SegueException failure) {
                session.rollback();
                throw failure;
            }
        }

        private void pause() {
            try {
                Thread.sleep(random.nextInt(300, 900));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public Long visit(StepAction.CallCode action) {
            throw new UnsupportedOperationException(step.summary());
        }

        @Override
        public Long visit(StepAction.FillRows action) {
            return fill(action, false);
        }

        @Override
        public Long visit(StepAction.RequireNone action) {
            Requirement.check(session, action);
            return 0L;
        }
    }
}
