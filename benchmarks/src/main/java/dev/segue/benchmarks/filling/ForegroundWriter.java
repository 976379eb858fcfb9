package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
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
    private final Future<List<Double>> milliseconds;
    private volatile boolean isOver;

    private ForegroundWriter(Database database, FillTable table) {
        milliseconds = thread.submit(() -> write(database, table));
    }

    public static ForegroundWriter on(Database database, FillTable table) {
        return new ForegroundWriter(database, table);
    }

    private List<Double> write(Database database, FillTable table) throws Exception {
        Random random = new Random(1);
        List<Double> latencies = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement change = connection.prepareStatement(CHANGE)) {
            long due = System.nanoTime();
            while (!isOver) {
                due += EVERY.toNanos();
                LockSupport.parkNanos(due - System.nanoTime());
                change.setLong(1, 1 + (long) (random.nextDouble() * table.rows()));
                change.executeUpdate();
                latencies.add((System.nanoTime() - due) / 1e6);
            }
        }
        return latencies;
    }

    /** Ends it and tells what the slowest of a hundred requests took; a request that failed is told as an exception. */
    public Latencies stop() throws ExecutionException, InterruptedException {
        isOver = true;
        return Latencies.of(milliseconds.get());
    }

    @Override
    public void close() {
        isOver = true;
        thread.shutdown();
    }

    /** How long requests took, in milliseconds. */
    public record Latencies(int requests, double median, double ninetyNinth, double slowest) {

        static Latencies of(List<Double> milliseconds) {
            List<Double> sorted = new ArrayList<>(milliseconds);
            Collections.sort(sorted);
            int last = sorted.size() - 1;
            return new Latencies(
                    sorted.size(), sorted.get(last / 2), sorted.get((int) Math.ceil(last * 0.99)), sorted.get(last));
        }
    }
}
