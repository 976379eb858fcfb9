package dev.segue.benchmarks.arena;

import dev.segue.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a contender does to bring an empty database to the end of the history, as one process.
 *
 * @param flags of its Java virtual machine
 * @param networkDelay each way; zero connects directly
 */
public record Upgrade(Contender contender, Workload workload, Server server, List<String> flags, Duration networkDelay)
        implements Race.Leg {

    public Upgrade(Contender contender, Workload workload, Server server, List<String> flags) {
        this(contender, workload, server, flags, Duration.ZERO);
    }

    @Override
    public Run run() throws IOException, SQLException, InterruptedException {
        Database database = server.freshDatabase();
        try {
            Run run = runIn(database);
            Catalog.requireWhole(contender.name(), workload.revisions(), database);
            return run;
        } finally {
            server.drop(database);
        }
    }

    /** Runs in an empty database and leaves it as it is then. */
    public Run runIn(Database database) throws IOException, InterruptedException {
        Path folder = Folders.create();
        try {
            contender.layout().write(workload, folder);
            return networkDelay.isZero() ? start(database, folder) : startFarAway(database, folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private Run startFarAway(Database database, Path folder) throws IOException, InterruptedException {
        try (DelayProxy network = DelayProxy.before(server.port(), networkDelay)) {
            return start(database.throughPort(network.port()), folder);
        }
    }

    private Run start(Database database, Path folder) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(database.arguments());
        arguments.add(folder.toString());
        arguments.add(String.valueOf(workload.revisions()));
        return Command.java(contender, flags, arguments, folder).run();
    }
}
