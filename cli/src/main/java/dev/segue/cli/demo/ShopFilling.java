package dev.segue.cli.demo;

import dev.segue.jdbc.Session;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Makes the rows of the shop on the server, by several sessions at a time, and always the same rows. */
public final class ShopFilling {

    private static final int STRETCHES = 20;
    private static final int MOST_SESSIONS = 4;

    private final ShopDatabase database;
    private final ShopFiles files;
    private final ShopSize size;
    private final LongConsumer ordersMade;
    private final AtomicLong orders = new AtomicLong();

    /** @param ordersMade told again and again how many orders there are, by any thread */
    public ShopFilling(ShopDatabase database, ShopFiles files, ShopSize size, LongConsumer ordersMade) {
        this.database = database;
        this.files = files;
        this.size = size;
        this.ordersMade = ordersMade;
    }

    public void run() {
        try (Session session = connect()) {
            script("data/products.sql").forEach(session::execute);
            workOff(usersAndOrders());
            session.execute("SELECT setval(pg_get_serial_sequence('orders', 'id'), max(id)) FROM orders");
            session.execute("ANALYZE");
        }
    }

    /** Users first: they are one piece, and take longer than a stretch of orders. */
    private List<Callable<Long>> usersAndOrders() {
        List<SqlStatement> usersScript = script("data/users.sql");
        List<SqlStatement> ordersScript = script("data/orders.sql");
        List<Callable<Long>> work = new ArrayList<>();
        work.add(() -> {
            try (Session session = connect()) {
                usersScript.forEach(session::execute);
                return 0L;
            }
        });
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            long first = (long) size.orders() * stretch / STRETCHES + 1;
            long last = (long) size.orders() * (stretch + 1) / STRETCHES;
            work.add(() -> {
                try (Session session = connect()) {
                    set(session, "first_order", first);
                    set(session, "last_order", last);
                    ordersScript.forEach(session::execute);
                }
                long made = last - first + 1;
                ordersMade.accept(orders.addAndGet(made));
                return made;
            });
        }
        return work;
    }

    private static void workOff(List<Callable<Long>> work) {
        int sessions = Math.min(MOST_SESSIONS, Runtime.getRuntime().availableProcessors());
        ExecutorService workers = Executors.newFixedThreadPool(sessions);
        try {
            for (Future<Long> piece : workers.invokeAll(work)) {
                piece.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException told ? told : new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            workers.shutdownNow();
        }
    }

    private Session connect() {
        Session session = database.connect();
        set(session, "users", size.users());
        set(session, "products", size.products());
        set(session, "orders", size.orders());
        return session;
    }

    private static void set(Session session, String name, long value) {
        session.execute("SET shop." + name + " = " + value);
    }

    private List<SqlStatement> script(String name) {
        return SqlScanner.scan(new SourceText(name, files.text(name)), SqlSyntax.POSTGRESQL)
                .statements();
    }
}
