package dev.segue.conformance.scenario;

import dev.segue.conformance.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs statements of an application over and over on a connection of its own, each in a transaction of its own. */
final class Worker implements AutoCloseable {

    private static final int ROUNDS = 10;
    private static final int FAILURES_KEPT = 5;
    private static final Duration TOO_LONG = Duration.ofMinutes(5);

    private final TestDatabase database;
    private final String name;
    private final List<String> statements;
    private final Thread thread;
    private final List<String> failures = new ArrayList<>();
    private int number;
    private long rounds;
    private long done;
    private long longestNanos;
    private volatile boolean isOver;

    Worker(TestDatabase database, String name, int firstNumber, List<String> statements) {
        this.database = database;
        this.name = name;
        this.number = firstNumber;
        this.statements = statements;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void awaitRounds() {
        long goal = rounds() + ROUNDS;
        long deadline = System.nanoTime() + TOO_LONG.toNanos();
        while (rounds() < goal && !isOver) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " stands still");
            }
            pause();
        }
    }

    private synchronized long rounds() {
        return rounds;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized long statements() {
        return done;
    }

    synchronized long longestMillis() {
        return Duration.ofNanos(longestNanos).toMillis();
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join(TOO_LONG.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + name + "'");
            while (!isOver) {
                for (String sql : statements) {
                    run(statement, sql.replace("{n}", String.valueOf(number)));
                }
                roundIsOver();
                pause();
            }
        } catch (SQLException | IllegalStateException failure) {
            failed(name + " could not go on: " + failure.getMessage());
            isOver = true;
        }
    }

    private void run(Statement statement, String sql) {
        long begun = System.nanoTime();
        try {
            statement.execute(sql);
        } catch (SQLException failure) {
            failed(name + ": " + sql + ": " + failure.getSQLState() + " " + failure.getMessage());
        }
        ran(System.nanoTime() - begun);
    }

    private synchronized void ran(long nanos) {
        done++;
        longestNanos = Math.max(longestNanos, nanos);
    }

    private synchronized void failed(String failure) {
        if (failures.size() < FAILURES_KEPT) {
            failures.add(failure);
        }
    }

    private synchronized void roundIsOver() {
        number++;
        rounds++;
    }

    /** A breath between two rounds leaves the machine to those who change the schema. */
    private void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            isOver = true;
        }
    }
}
