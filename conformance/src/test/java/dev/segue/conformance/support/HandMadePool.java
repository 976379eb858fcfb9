package dev.segue.conformance.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** A pool as applications have one: what is closed is not closed, but given to the next who asks. */
public final class HandMadePool implements AutoCloseable {

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Connection> all = new ArrayDeque<>();
    private final Callable<Connection> opening;

    /** @param opening makes a connection, and sets in it what the pool was configured to set */
    public HandMadePool(Callable<Connection> opening) {
        this.opening = opening;
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return take();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }

    /** The one that was given back longest ago, so that connections change hands. */
    private synchronized Connection take() throws Exception {
        Connection real = idle.isEmpty() ? open() : idle.removeFirst();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(real);
                        return null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private synchronized void giveBack(Connection real) {
        idle.addLast(real);
    }

    private Connection open() throws Exception {
        Connection connection = opening.call();
        all.add(connection);
        return connection;
    }
}
