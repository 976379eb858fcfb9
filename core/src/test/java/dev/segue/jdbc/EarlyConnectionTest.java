package dev.segue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class EarlyConnectionTest {

    @Test
    void whoAsksFirstGetsTheConnectionThatIsOpenAlready() throws Exception {
        Source source = new Source();
        try (EarlyConnection early = EarlyConnection.to(source)) {
            source.awaitFirst();

            try (Connection first = early.open();
                    Connection second = early.open()) {
                assertThat(source.opened).containsExactly(first, second);
            }
        }
    }

    @Test
    void aConnectionThatNobodyAskedForIsClosed() throws Exception {
        Source source = new Source();
        EarlyConnection early = EarlyConnection.to(source);

        early.close();
        source.awaitFirst();

        while (!source.opened.get(0).isClosed()) {
            Thread.sleep(5);
        }
        assertThat(source.opened).hasSize(1);
    }

    @Test
    void closingDoesNotWaitForAServerThatDoesNotAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        EarlyConnection early = EarlyConnection.to(new Source() {
            @Override
            public Connection open() throws SQLException {
                await(never);
                return super.open();
            }
        });

        early.close();

        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void aConnectionThatWasAskedForStaysOpen() throws Exception {
        Source source = new Source();
        Connection connection;
        try (EarlyConnection early = EarlyConnection.to(source)) {
            connection = early.open();
        }

        assertThat(connection.isClosed()).isFalse();
        connection.close();
    }

    @Test
    void theFailureIsThatOfTheSource() {
        SQLException refused = new SQLException("no such user");
        RuntimeException unknown = new IllegalStateException("no such database");

        try (EarlyConnection early = EarlyConnection.to(new Failing(refused))) {
            assertThatThrownBy(early::open).isSameAs(refused);
        }
        try (EarlyConnection early = EarlyConnection.to(new Failing(unknown))) {
            assertThatThrownBy(early::open).isSameAs(unknown);
        }
        try (EarlyConnection early = EarlyConnection.to(new Failing(new NoClassDefFoundError("Driver")))) {
            assertThatThrownBy(early::open).isInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void anotherConnectionIsBegunAsSoonAsItIsExpected() throws Exception {
        Source source = new Source();
        try (EarlyConnection early = EarlyConnection.to(source);
                Connection first = early.open()) {
            early.expectAnother();
            while (source.opened.size() < 2) {
                Thread.sleep(5);
            }

            try (Connection second = early.open()) {
                assertThat(source.opened).containsExactly(first, second);
            }
        }
    }

    @Test
    void aSourceThatMustNotBeHurriedIsAskedWhenTheConnectionIs() throws Exception {
        Source source = new Source();
        try (EarlyConnection patient = EarlyConnection.whenAsked(source)) {
            patient.expectAnother();
            assertThat(source.opened).isEmpty();

            patient.open().close();

            assertThat(source.opened).hasSize(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(3, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Databases in memory. */
    private static class Source implements ConnectionSource {

        private final List<Connection> opened = new CopyOnWriteArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public Connection open() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            opened.add(connection);
            first.countDown();
            return connection;
        }

        @Override
        public String display() {
            return "a database in memory";
        }

        private void awaitFirst() {
            await(first);
        }
    }

    private record Failing(Throwable failure) implements ConnectionSource {

        @Override
        public Connection open() throws SQLException {
            if (failure instanceof SQLException refused) {
                throw refused;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public String display() {
            return "a database that refuses";
        }
    }
}
