package dev.segue.benchmarks.arena;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A network that is slow but not narrow: every byte arrives a fixed time after it was sent, in both directions, however
 * many are under way.
 */
public final class DelayProxy implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final ServerSocket listener;
    private final int serverPort;
    private final Duration delay;

    private DelayProxy(ServerSocket listener, int serverPort, Duration delay) {
        this.listener = listener;
        this.serverPort = serverPort;
        this.delay = delay;
    }

    /** @param delay each way: a round trip takes twice as long */
    public static DelayProxy before(int serverPort, Duration delay) throws IOException {
        DelayProxy proxy = new DelayProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort, delay);
        inBackground("delay-accept", proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                forward(client, server);
                forward(server, client);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void forward(Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        inBackground("delay-receive", () -> receive(from, underWay));
        inBackground("delay-deliver", () -> deliver(underWay, to));
    }

    private void receive(Socket from, BlockingQueue<Chunk> underWay) {
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = from.getInputStream()) {
            int length = in.read(buffer);
            while (length >= 0) {
                underWay.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delay.toNanos()));
                length = in.read(buffer);
            }
        } catch (IOException hungUp) {
            // The end of the connection travels like everything else.
        }
        underWay.add(new Chunk(new byte[0], System.nanoTime() + delay.toNanos()));
    }

    private static void deliver(BlockingQueue<Chunk> underWay, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            Chunk chunk = underWay.take();
            while (chunk.bytes.length > 0) {
                awaitTime(chunk.dueAt);
                out.write(chunk.bytes);
                chunk = underWay.take();
            }
        } catch (IOException | InterruptedException hungUp) {
            // Nobody is left who waits for the rest.
        }
    }

    private static void awaitTime(long nanoTime) {
        long remaining = nanoTime - System.nanoTime();
        while (remaining > 0) {
            LockSupport.parkNanos(remaining);
            remaining = nanoTime - System.nanoTime();
        }
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Chunk {

        private final byte[] bytes;
        private final long dueAt;

        private Chunk(byte[] bytes, long dueAt) {
            this.bytes = bytes;
            this.dueAt = dueAt;
        }
    }
}
