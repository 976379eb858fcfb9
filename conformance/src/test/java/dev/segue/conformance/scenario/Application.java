package dev.segue.conformance.scenario;

import dev.segue.conformance.support.TestDatabase;
import java.util.List;
import java.util.stream.Stream;

/** One version of an application: a writer and a reader that are at work until it is stopped. */
public final class Application implements AutoCloseable {

    static final String NAME_PREFIX = "app ";

    private final List<Worker> workers;

    private Application(List<Worker> workers) {
        this.workers = workers;
    }

    static Application started(
            TestDatabase database, String name, int firstNumber, List<String> writes, List<String> reads) {
        Application application = new Application(Stream.of(
                        new Worker(database, NAME_PREFIX + name + " writer", firstNumber, writes),
                        new Worker(database, NAME_PREFIX + name + " reader", firstNumber, reads))
                .toList());
        application.workers.forEach(Worker::start);
        return application;
    }

    /** Lets everyone come round some more times. */
    Application atWork() {
        workers.forEach(Worker::awaitRounds);
        return this;
    }

    List<String> failures() {
        return workers.stream().flatMap(worker -> worker.failures().stream()).toList();
    }

    long statements() {
        return workers.stream().mapToLong(Worker::statements).sum();
    }

    long longestMillis() {
        return workers.stream().mapToLong(Worker::longestMillis).max().orElse(0);
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
