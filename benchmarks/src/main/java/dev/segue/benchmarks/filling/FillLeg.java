package dev.segue.benchmarks.filling;

import dev.segue.benchmarks.arena.Database;
import dev.segue.benchmarks.arena.Race;
import dev.segue.benchmarks.arena.Run;
import dev.segue.benchmarks.arena.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One way to fill one table, in a fresh database every time; keeps how much the table grew. */
public final class FillLeg implements Race.Leg {

    private final Server server;
    private final FillTable table;
    private final Filling filling;
    private final List<Double> growths = new ArrayList<>();

    public FillLeg(Server server, FillTable table, Filling filling) {
        this.server = server;
        this.table = table;
        this.filling = filling;
    }

    public String name() {
        return filling.name() + ", " + table.display();
    }

    public FillTable table() {
        return table;
    }

    @Override
    public Run run() throws Exception {
        Database database = server.freshDatabase();
        try {
            table.create(database);
            long before = table.bytes(database);
            Duration taken = filling.fill(database);
            table.requireFilled(database);
            growths.add((double) table.bytes(database) / before);
            return new Run(taken, Duration.ZERO, 0);
        } finally {
            server.drop(database);
        }
    }

    /** How many times as large the table was at the end, at most. */
    public double growth() {
        return growths.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
