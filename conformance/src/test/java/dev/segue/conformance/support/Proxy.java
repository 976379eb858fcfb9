package dev.segue.conformance.support;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection pooler that speaks just enough of PostgreSQL's protocol (manual, chapter 53) to give server connections to
 * clients in turn. It asks no password, makes up process numbers, and in transaction mode takes the server connection
 * away whenever the server says that it is idle.
 */
public final class Proxy implements AutoCloseable {

    /** How long a client keeps a server connection. */
    public enum Mode {
        SESSION,
        /** For a transaction, and then the one that was used last is given out first. */
        TRANSACTION,
        /** For a transaction, and all are given out in turn. */
        TRANSACTION_IN_TURN
    }

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket listening;
    private final Mode mode;
    private final Deque<ServerConnection> idle = new ArrayDeque<>();
    private final List<Closeable> opened = new ArrayList<>();
    private final AtomicInteger madeUpPid = new AtomicInteger(900_000);

    private Proxy(ServerSocket listening, Mode mode) {
        this.listening = listening;
        this.mode = mode;
    }

    /**
     * A proxy that has these connections, which nobody else uses any more, to give out. It needs a role that is let in
     * without a password.
     */
    public static Proxy start(Mode mode, int serverPort, String user, String database, int connections)
            throws IOException {
        Proxy proxy = new Proxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), mode);
        for (int i = 0; i < connections; i++) {
            ServerConnection server = ServerConnection.open(serverPort, user, database);
            proxy.opened.add(server.socket);
            proxy.idle.add(server);
        }
        Thread accepting = new Thread(proxy::accept, "test-proxy");
        accepting.setDaemon(true);
        accepting.start();
        return proxy;
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (this) {
            for (Closeable each : opened) {
                each.close();
            }
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                synchronized (this) {
                    opened.add(client);
                }
                Thread serving = new Thread(() -> serve(client), "test-proxy-client");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Wire wire = new Wire(client);
            greet(wire);
            Optional<ServerConnection> server = Optional.empty();
            while (true) {
                Message first = wire.read();
                if (first.type == 'X') {
                    server.ifPresent(this::giveBack);
                    return;
                }
                server = exchange(first, wire, server.isPresent() ? server.get() : take());
            }
        } catch (EOFException | SocketException clientIsGone) {
            return;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Passes messages on until the server is ready for the next query; returns the server that the client still has. */
    private Optional<ServerConnection> exchange(Message first, Wire client, ServerConnection server)
            throws IOException {
        Message message = first;
        while (true) {
            server.wire.write(message);
            if (message.type == 'Q' || message.type == 'S') {
                break;
            }
            message = client.read();
        }
        while (true) {
            Message answer = server.wire.read();
            client.write(answer);
            if (answer.type == 'Z') {
                boolean isIdle = answer.body[0] == 'I';
                if (mode != Mode.SESSION && isIdle) {
                    giveBack(server);
                    return Optional.empty();
                }
                return Optional.of(server);
            }
        }
    }

    private void greet(Wire client) throws IOException {
        while (true) {
            Message startup = client.readStartup();
            int code = startup.firstInt();
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                client.writeByte('N');
            } else {
                break;
            }
        }
        client.write(new Message('R', Message.ints(0)));
        for (ServerParameter parameter : ServerParameter.USUAL) {
            client.write(new Message('S', parameter.bytes()));
        }
        client.write(new Message('K', Message.ints(madeUpPid.incrementAndGet(), 4711)));
        client.write(new Message('Z', new byte[] {'I'}));
    }

    private synchronized ServerConnection take() throws IOException {
        while (idle.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        }
        return idle.removeFirst();
    }

    private synchronized void giveBack(ServerConnection server) {
        if (mode == Mode.TRANSACTION_IN_TURN) {
            idle.addLast(server);
        } else {
            idle.addFirst(server);
        }
        notifyAll();
    }

    /** What a server tells a client in its greeting, and drivers insist on. */
    private record ServerParameter(String name, String value) {

        static final List<ServerParameter> USUAL = List.of(
                new ServerParameter("server_version", "17.0"),
                new ServerParameter("server_encoding", "UTF8"),
                new ServerParameter("client_encoding", "UTF8"),
                new ServerParameter("DateStyle", "ISO, MDY"),
                new ServerParameter("integer_datetimes", "on"),
                new ServerParameter("standard_conforming_strings", "on"));

        byte[] bytes() {
            return Message.texts(name, value);
        }
    }

    /** A connection to the real server, past its greeting. */
    private record ServerConnection(Socket socket, Wire wire) {

        static ServerConnection open(int port, String user, String database) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            Wire wire = new Wire(socket);
            wire.writeStartup(Message.concat(
                    Message.ints(196608),
                    Message.texts(
                            "user",
                            user,
                            "database",
                            database,
                            "client_encoding",
                            "UTF8",
                            "DateStyle",
                            "ISO",
                            "TimeZone",
                            "UTC",
                            "application_name",
                            "segue"),
                    new byte[1]));
            while (true) {
                Message message = wire.read();
                if (message.type == 'E') {
                    throw new IOException("the server refuses the proxy: " + message.text());
                }
                if (message.type == 'Z') {
                    return new ServerConnection(socket, wire);
                }
            }
        }
    }

    /** Messages on a socket. */
    private static final class Wire {

        private final DataInputStream in;
        private final DataOutputStream out;

        Wire(Socket socket) throws IOException {
            this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            this.out = new DataOutputStream(socket.getOutputStream());
        }

        Message read() throws IOException {
            char type = (char) in.readUnsignedByte();
            return new Message(type, body());
        }

        Message readStartup() throws IOException {
            return new Message(' ', body());
        }

        private byte[] body() throws IOException {
            byte[] body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            return body;
        }

        void write(Message message) throws IOException {
            out.write(Message.concat(
                    new byte[] {(byte) message.type}, Message.ints(message.body.length + Integer.BYTES), message.body));
            out.flush();
        }

        void writeStartup(byte[] body) throws IOException {
            out.write(Message.concat(Message.ints(body.length + Integer.BYTES), body));
            out.flush();
        }

        void writeByte(char single) throws IOException {
            out.write(single);
            out.flush();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Message(char type, byte[] body) {

        int firstInt() {
            return java.nio.ByteBuffer.wrap(body).getInt();
        }

        String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        static byte[] ints(int... values) {
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(values.length * Integer.BYTES);
            for (int value : values) {
                buffer.putInt(value);
            }
            return buffer.array();
        }

        static byte[] texts(String... values) {
            return (String.join("\0", values) + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        static byte[] concat(byte[]... parts) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            return all.toByteArray();
        }
    }
}
