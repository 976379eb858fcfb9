package dev.segue.dialect;

import java.util.List;

/**
 * How a session was before anything was changed in it, as statements that bring it back.
 *
 * @param restoration undoes whatever statements of a revision changed in the session
 * @param identity lets the rest of a transaction run under the role that the session had, whatever role a revision took
 */
public record SessionBaseline(List<String> restoration, List<String> identity) {

    public SessionBaseline {
        restoration = List.copyOf(restoration);
        identity = List.copyOf(identity);
    }
}
