package dev.segue.conformance.scenario;

import dev.segue.conformance.support.Background;
import dev.segue.conformance.support.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Somebody whose transaction has used a table and stays open for a while, like a report that takes its time. */
final class ForeignTransaction {

    private final Background work;

    private ForeignTransaction(Background work) {
        this.work = work;
    }

    /** Returns when the statements have run and the transaction is open. */
    static ForeignTransaction sitting(TestDatabase database, List<String> statements, Duration time) {
        CountDownLatch isOpen = new CountDownLatch(1);
        Background work = Background.run(() -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (String sql : statements) {
                    statement.execute(sql);
                }
                isOpen.countDown();
                Thread.sleep(statements.isEmpty() ? 0 : time.toMillis());
                connection.commit();
            } finally {
                isOpen.countDown();
            }
        });
        try {
            isOpen.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new ForeignTransaction(work);
    }

    void awaitEnd() {
        try {
            work.await();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
