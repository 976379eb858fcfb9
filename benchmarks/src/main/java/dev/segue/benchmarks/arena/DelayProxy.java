package dev.segue.benchmarks.arena;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
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
                AtomicInteger directions = new AtomicInteger(2);
                forward(client, server, directions);
                forward(server, client, directions);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void forward(Socket from, Socket to, AtomicInteger directions) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        inBackground("delay-receive", () -> receive(from, underWay));
        inBackground("delay-deliver", () -> {
            deliver(underWay, to);
            if (directions.decrementAndGet() == 0) {
                hangUp(from);
                hangUp(to);
            }
        });
    }

    /** The end of what is sent travels like everything else: as a chunk without bytes. */
    private void receive(Socket from, BlockingQueue<Chunk> underWay) {
        byte[] buffer = new byte[CHUNK];
        int length = read(from, buffer);
        while (length > 0) {
            underWay.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delay.toNanos()));
            length = read(from, buffer);
        }
        underWay.add(new Chunk(new byte[0], System.nanoTime() + delay.toNanos()));
    }

    /** The number of bytes, or less than one when no more will come. */
    private static int read(Socket from, byte[] buffer) {
        try {
            return from.getInputStream().read(buffer);
        } catch (IOException hungUp) {
            return -1;
        }
    }

    private static void deliver(BlockingQueue<Chunk> underWay, Socket to) {
        try {
            Chunk chunk = underWay.take();
            while (chunk.bytes.length > 0) {
                awaitTime(chunk.dueAt);
                to.getOutputStream().write(chunk.bytes);
                chunk = underWay.take();
            }
            awaitTime(chunk.dueAt);
            to.shutdownOutput();
        } catch (IOException hungUp) {
            hangUp(to);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // The other side was faster.
            return;
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
