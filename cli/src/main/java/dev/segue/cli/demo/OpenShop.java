package dev.segue.cli.demo;

import com.google.gson.JsonObject;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Look;
import java.nio.file.Path;
import java.util.List;

/**
 * Where to find a shop that stays open for a while.
 *
 * @param url with the password: it is good for this server only, which listens on this machine only
 */
public record OpenShop(String url, Path migrations) implements Report {

    @Override
    public List<String> lines(Look look) {
        return List.of(
                "",
                "The shop is open: " + look.name(url),
                "Its revisions:    " + look.name(migrations.toString()),
                "Press Enter or Ctrl-C to close it and to take all of it away.");
    }

    @Override
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("url", url);
        json.addProperty("migrations", migrations.toString());
        return json;
    }
}
