package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that changes one row of the table a hundred times a second. An answer is late by the clock at which its
 * request was due, so that requests that had to queue behind a slow one count too.
 */
public final class ForegroundWriter implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(10);
    private static final String CHANGE = "UPDATE item SET note = note WHERE id = ?";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> writing;
    private volatile Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    private ForegroundWriter(Database database, FillTable table) {
        writing = thread.submit(() -> {
            write(database, table);
            return null;
        });
    }

    public static ForegroundWriter on(Database database, FillTable table) {
        return new ForegroundWriter(database, table);
    }

    private void write(Database database, FillTable table) throws SQLException {
        Random random = new Random(1);
        try (Connection connection = database.connect();
                PreparedStatement change = connection.prepareStatement(CHANGE)) {
            long due = System.nanoTime();
            while (!isOver) {
                due += EVERY.toNanos();
                LockSupport.parkNanos(due - System.nanoTime());
                change.setLong(1, 1 + (long) (random.nextDouble() * table.rows()));
                change.executeUpdate();
                milliseconds.add((System.nanoTime() - due) / 1e6);
            }
        }
    }

    /**
     * Tells of the requests that were sent meanwhile, with the one that is still waiting at the end; a request that failed
     * is told as an exception.
     */
    public Latencies during(Work work) throws Exception {
        milliseconds = new ConcurrentLinkedQueue<>();
        work.run();
        int answered = milliseconds.size();
        while (milliseconds.size() == answered && !writing.isDone()) {
            Thread.sleep(EVERY.toMillis());
        }
        if (writing.isDone()) {
            writing.get();
        }
        return Latencies.of(milliseconds);
    }

    @Override
    public void close() {
        isOver = true;
        thread.shutdown();
    }

    /** What others do beside it. */
    @FunctionalInterface
    public interface Work {

        void run() throws Exception;
    }

    /** How long requests took, in milliseconds. */
    public record Latencies(int requests, double median, double ninetyNinth, double slowest) {

        static Latencies of(Collection<Double> milliseconds) {
            List<Double> sorted = new ArrayList<>(milliseconds);
            Collections.sort(sorted);
            int last = sorted.size() - 1;
            return new Latencies(
                    sorted.size(), sorted.get(last / 2), sorted.get((int) Math.ceil(last * 0.99)), sorted.get(last));
        }
    }
}
