package dev.segue.trash;

import dev.segue.dialect.TrashedObject;
import java.util.List;

/**
 * What became of the trash when it was emptied.
 *
 * @param gone what was deleted for ever
 * @param kept what is old enough, and could not be deleted
 */
public record Purged(List<TrashedObject> gone, List<Kept> kept) {

    public Purged {
        gone = List.copyOf(gone);
        kept = List.copyOf(kept);
    }

    /**
     * An object that stays in the trash because something outside of it needs it.
     *
     * @param users as the database calls them, such as {@code column mood of table person}; never empty
     */
    public record Kept(TrashedObject object, List<String> users) {

        public Kept {
            users = List.copyOf(users);
        }

        /** A sentence for a person, with the way out. */
        public String text() {
            return object.summary() + " stays, because "
                    + (users.size() == 1 ? "this still uses it: " : "these still use it: ") + String.join(", ", users)
                    + "; drop or change " + (users.size() == 1 ? "that" : "them") + ", then purge again";
        }
    }
}
