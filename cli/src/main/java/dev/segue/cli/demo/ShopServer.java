package dev.segue.cli.demo;

import static dev.segue.cli.demo.Narration.counted;

import dev.segue.embedded.EmbeddedPostgres;
import dev.segue.embedded.EmbeddedPostgresBuilder;
import java.time.Duration;
import java.util.Map;

/** The PostgreSQL that the story happens on. */
public final class ShopServer {

    /**
     * Its data is thrown away, so nothing waits for the disk. A session whose client has died is given up at once, where
     * it would otherwise go on to the end of its statement.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_wal_size", "4GB"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("work_mem", "64MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            Map.entry("jit", "off"),
            Map.entry("client_connection_check_interval", "100ms"));

    private ShopServer() {}

    /** @param size of the shop that will live there */
    public static EmbeddedPostgres start(ShopSize size, Narration narration) {
        narration.line(narration
                .look()
                .bold("A shop with " + counted(size.users()) + " users and " + counted(size.orders())
                        + " orders, on a PostgreSQL of its own"));
        long begun = System.nanoTime();
        narration.underWay("starting PostgreSQL");
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setting);
        EmbeddedPostgres server = builder.start();
        narration.done(server + " started", Duration.ofNanos(System.nanoTime() - begun));
        return server;
    }
}
