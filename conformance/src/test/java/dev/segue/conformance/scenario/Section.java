package dev.segue.conformance.scenario;

import java.util.Arrays;
import java.util.Locale;

/** A part of a scenario, under a line such as {@code == old writer}. */
public enum Section {
    /** Statements that make the tables and their rows; <code>{rows}</code> stands for how many rows. */
    BEFORE,
    /** The upgrade of the revision. */
    UPGRADE,
    /** Its downgrade; without this section it follows from the upgrade. */
    DOWNGRADE,
    /** The same as lines of Java about {@code op}, for what SQL has no words for. */
    UPGRADE_IN_JAVA,
    DOWNGRADE_IN_JAVA,
    /** Instead of all these the revisions on a page of the guide: a line with its name, then one with the id of each. */
    PAGE,
    /** What the old application writes; <code>{n}</code> stands for a number that is another one each time. */
    OLD_WRITER,
    OLD_READER,
    NEW_WRITER,
    NEW_READER,
    /** A statement whose transaction stays open while the upgrade and the contraction begin. */
    FOREIGN_TRANSACTION,
    /** The same, and it stays for so long, however few seconds are enough elsewhere. */
    FOREIGN_TRANSACTION_FOR_TEN_SECONDS,
    /** What holds when both applications are at work, each statement followed by a line that begins with {@code =>}. */
    AFTER_UPGRADE,
    AFTER_CONTRACT,
    AFTER_DOWNGRADE,
    /** What holds when everything was brought back from the trash behind the contraction, under the new application. */
    AFTER_RESTORE,
    /** What holds when the change was taken back behind its contraction, and the old application is the only one again. */
    AFTER_RETURN,
    /** What the way back leaves there, as parts of lines of a picture of the database. */
    STAYS,
    /** What two databases with the same past may differ in, as parts of lines of a picture of the database. */
    DIFFERS;

    /** @throws IllegalArgumentException when there is no such section */
    static Section titled(String title) {
        return Arrays.stream(values())
                .filter(section -> section.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no section is called \"" + title + "\""));
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
