package dev.segue.conformance.support;

import dev.segue.embedded.EmbeddedPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One PostgreSQL for all tests of the module: started when the first one asks for it, stopped after the last. Nobody but the
 * tests locks, counts or moves rows on it. {@code -Dpostgresql=14} makes it one of another version.
 */
public final class TestServer implements AutoCloseable {

    private static final String CHOICE = "postgresql";
    private static final int USUAL_VERSION = 17;

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private TestServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** True when it was said which version the tests are to run on. */
    public static boolean isChosen() {
        return Integer.getInteger(CHOICE) != null;
    }

    /** The version that all tests run on which do not want another one. */
    public static int version() {
        return Integer.getInteger(CHOICE, USUAL_VERSION);
    }

    /** A server with a configuration of its own, which the caller closes. */
    public static TestServer of(EmbeddedPostgres server) {
        return new TestServer(server);
    }

    /** An empty database, which the caller closes. */
    public TestDatabase database() {
        String name = "test_" + databases.incrementAndGet();
        server.createDatabase(name);
        return new TestDatabase(server, name);
    }

    /** A copy of a database to which nobody is connected. */
    public TestDatabase copyOf(TestDatabase template) {
        String name = "test_" + databases.incrementAndGet();
        server.createDatabase(name, template.name());
        return new TestDatabase(server, name);
    }

    public EmbeddedPostgres embedded() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }

    /** Gives the one server to tests that ask for it by a parameter. */
    public static final class Shared implements ParameterResolver {

        private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(TestServer.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(OURS)
                    .computeIfAbsent(
                            "server",
                            key -> new TestServer(EmbeddedPostgres.builder()
                                    .version(version())
                                    .setting("max_connections", "200")
                                    .setting("wal_level", "logical")
                                    .setting("autovacuum", "off")
                                    .start()),
                            TestServer.class);
        }
    }
}
