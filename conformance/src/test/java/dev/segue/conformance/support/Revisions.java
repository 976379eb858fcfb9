package dev.segue.conformance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A straight line of revisions, written into a folder one after the other. */
public final class Revisions {

    private final Path folder;
    private int count;

    private Revisions(Path folder) {
        this.folder = folder;
    }

    public static Revisions in(Path folder) {
        return new Revisions(folder);
    }

    public Revisions add(String upgrade) {
        return add(upgrade, "-- segue:nothing \"it is thrown away\"");
    }

    public Revisions add(String upgrade, String downgrade) {
        count++;
        write(count, "", "", upgrade, downgrade);
        return this;
    }

    /** A revision that is only about rows. */
    public Revisions addData(String upgrade, String downgrade) {
        count++;
        write(count, " data", "", upgrade, downgrade);
        return this;
    }

    public Revisions addWithoutTransaction(String upgrade) {
        count++;
        write(count, "", "-- segue:no-transaction\n", upgrade, "-- segue:nothing \"it is thrown away\"");
        return this;
    }

    /** Writes the file of a revision anew. */
    public Revisions edit(int number, String upgrade) {
        write(number, "", "", upgrade, "-- segue:nothing \"it is thrown away\"");
        return this;
    }

    public Revisions editWithoutTransaction(int number, String upgrade) {
        write(number, "", "-- segue:no-transaction\n", upgrade, "-- segue:nothing \"it is thrown away\"");
        return this;
    }

    public Revisions delete(int number) {
        try {
            Files.delete(file(number));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    public String id(int number) {
        return "c0ffee" + String.valueOf(1_000_000 + number).substring(1);
    }

    public Path folder() {
        return folder;
    }

    private Path file(int number) {
        return folder.resolve(number + ".sql");
    }

    private void write(int number, String kind, String wish, String upgrade, String downgrade) {
        String parent = number == 1 ? "" : "-- segue:parent " + id(number - 1) + "\n";
        String text = "-- segue:revision " + id(number) + kind + "\n" + parent + "-- segue:message number " + number
                + "\n"
                + wish + "\n-- segue:upgrade\n" + upgrade.strip() + "\n\n-- segue:downgrade\n" + downgrade.strip()
                + "\n";
        try {
            Files.writeString(file(number), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
