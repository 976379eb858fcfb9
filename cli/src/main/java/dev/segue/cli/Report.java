package dev.segue.cli;

import com.google.gson.JsonObject;
import dev.segue.cli.terminal.Look;
import java.util.List;

/** What a command has to tell, in each way in which it can be told. */
public interface Report {

    /** Lines for a person. */
    List<String> lines(Look look);

    /** The same and more for a program. Keys are in snake_case; values never hold secrets. */
    JsonObject json();
}
