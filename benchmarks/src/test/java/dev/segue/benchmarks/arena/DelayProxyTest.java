package dev.segue.benchmarks.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DelayProxyTest {

    private static final Duration DELAY = Duration.ofMillis(20);

    @Test
    void whatIsSentArrivesAsItWas() throws IOException {
        byte[] sent = new byte[300_000];
        new Random(1).nextBytes(sent);

        byte[] returned = throughEcho(sent);

        assertThat(returned).isEqualTo(sent);
    }

    @Test
    void aRoundTripTakesTheDelayTwice() throws IOException {
        long started = System.nanoTime();

        throughEcho(new byte[] {1});

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(DELAY.multipliedBy(2));
    }

    private static byte[] throughEcho(byte[] sent) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DelayProxy proxy = DelayProxy.before(listener.getLocalPort(), DELAY)) {
            Thread echo = new Thread(() -> echo(listener));
            echo.start();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
                client.getOutputStream().write(sent);
                client.shutdownOutput();
                return client.getInputStream().readAllBytes();
            }
        }
    }

    private static void echo(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream().write(socket.getInputStream().readAllBytes());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
