package dev.segue.backfill.throttle;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** {@code http(https://shop.example/healthy)}: a GET is answered with anything but a status of 200 to 299. */
record HttpCheck(String text, URI address) implements Condition {

    static final String NAME = "http";

    private static final String EXAMPLE = "http(https://shop.example/healthy)";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static HttpCheck read(WrittenCondition written) {
        written.refuseLimit();
        String text = written.requireArgument(EXAMPLE);
        try {
            URI address = new URI(text);
            boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (!isWeb || address.getHost() == null) {
                throw written.wrong("has no address of the web", "write it as '" + EXAMPLE + "'");
            }
            return new HttpCheck(written.text(), address);
        } catch (URISyntaxException notOne) {
            throw written.wrong("has no address of the web", "write it as '" + EXAMPLE + "'");
        }
    }

    @Override
    public Throttle watchedBy(Observer observer) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return () -> reason(client);
    }

    private Optional<String> reason(HttpClient client) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of(shown() + " answers " + status);
        } catch (HttpTimeoutException late) {
            return Optional.of(shown() + " does not answer within " + Figures.of(PATIENCE));
        } catch (ConnectException unreachable) {
            return Optional.of(shown() + " cannot be reached");
        } catch (IOException broken) {
            return Optional.of(shown() + " gives no answer that can be read");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(shown() + " was not waited for");
        }
    }

    /** Without what may be secret in it. */
    private String shown() {
        int port = address.getPort();
        return address.getScheme() + "://" + address.getHost() + (port < 0 ? "" : ":" + port) + address.getRawPath();
    }
}
