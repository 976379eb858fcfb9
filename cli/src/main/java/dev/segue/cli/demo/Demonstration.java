package dev.segue.cli.demo;

import static dev.segue.cli.demo.Narration.counted;

import dev.segue.Segue;
import dev.segue.cli.demo.DemonstrationReport.Check;
import dev.segue.dialect.TrashedObject;
import dev.segue.execution.ExecutionListener;
import dev.segue.execution.RunReport;
import dev.segue.jdbc.Session;
import dev.segue.revision.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The story of the shop: its tables are made and filled, the rest of the history is applied to the live tables, killed
 * half-way, and finished; then there and back again. Whatever is claimed at the end was compared.
 */
public final class Demonstration {

    /** The tables are there; from here on they are full. */
    private static final String TABLES = "1f86ab54d07c";

    private static final String IN_A_PROCESS = "upgrading, in a process of its own";

    private final ShopFiles files;
    private final ShopDatabase database;
    private final ShopSize size;
    private final Narration narration;
    private final Interruption interruption;

    public Demonstration(
            ShopFiles files, ShopDatabase database, ShopSize size, Narration narration, Interruption interruption) {
        this.files = files;
        this.database = database;
        this.size = size;
        this.narration = narration;
        this.interruption = interruption;
    }

    /** @param begun when all this began, by {@link System#nanoTime()} */
    public DemonstrationReport tell(long begun) {
        try (Session session = database.connect()) {
            List<String> leftByWayDown = makeTables(session);
            CatalogSnapshot tables = CatalogSnapshot.of(session);
            fill();
            RowsSnapshot rows = RowsSnapshot.ofFilled(session);
            List<String> lost = new ArrayList<>();

            Kill kill = upgradeUntilKilled();
            lost.addAll(RowsSnapshot.ofFilled(session).differencesTo(rows, "after the kill"));
            resume(kill);
            lost.addAll(RowsSnapshot.ofFilled(session).differencesTo(rows, "after the resumed upgrade"));
            CatalogSnapshot resumed = CatalogSnapshot.of(session);
            RowsSnapshot madeByResumed = RowsSnapshot.ofMadeByRevisions(session);

            narration.chapter("Down, and up again");
            goBack();
            lost.addAll(RowsSnapshot.ofFilled(session).differencesTo(rows, "after the downgrade"));
            leftByWayDown.addAll(tables.differencesTo(CatalogSnapshot.of(session)));
            goForth();
            lost.addAll(RowsSnapshot.ofFilled(session).differencesTo(rows, "at the end"));
            CatalogSnapshot undisturbed = CatalogSnapshot.of(session);
            List<String> differentAfterKill = new ArrayList<>(undisturbed.differencesTo(resumed));
            differentAfterKill.addAll(
                    madeByResumed.differencesTo(RowsSnapshot.ofMadeByRevisions(session), "after the kill"));

            List<Check> checks = List.of(
                    new Check(
                            "nothing_lost",
                            "no row is lost or changed: " + counted(rows.count())
                                    + " rows, the same checksums at every stop",
                            lost),
                    new Check(
                            "resumed",
                            "killed or not, an upgrade ends alike: " + entries(undisturbed) + ", and all rows",
                            differentAfterKill),
                    new Check(
                            "reversible",
                            "the downgrade leads back to the schema of before: " + entries(tables) + " alike",
                            leftByWayDown));
            return new DemonstrationReport(size, rows.count(), kill, checks, since(begun));
        }
    }

    /** Up, down and up, while nothing can be lost yet. Returns what the way down left. */
    private List<String> makeTables(Session session) {
        long begun = System.nanoTime();
        CatalogSnapshot empty = CatalogSnapshot.of(session);
        segue(RunNarration.inPassing(narration)).upgrade(TABLES);
        segue(RunNarration.inPassing(narration)).downgrade("base");
        List<String> left = new ArrayList<>(empty.differencesTo(CatalogSnapshot.of(session)));
        RunReport made = segue(RunNarration.inPassing(narration)).upgrade(TABLES);
        narration.done(
                made.revisions().size() + " revisions up, down and up again: the tables are there", since(begun));
        return left;
    }

    private void fill() {
        long begun = System.nanoTime();
        String whole = counted(size.orders()) + " orders";
        narration.underWay("filling them with " + whole);
        new ShopFilling(database, files, size, made -> narration.underWay("filled: " + counted(made) + " of " + whole))
                .run();
        narration.done(
                "filled: " + counted(size.users()) + " users, " + counted(size.products()) + " products, " + whole,
                since(begun));
    }

    private Kill upgradeUntilKilled() {
        Segue segue = segue(event -> {});
        RevisionTitles titles = new RevisionTitles(segue.history());
        List<Revision> pending = segue.status().pending();
        narration.chapter("Upgrade by " + pending.size() + " revisions more, now that the tables are full");
        narration.underWay(IN_A_PROCESS);
        Kill kill = new KilledUpgrade(
                        database,
                        files,
                        finished -> {
                            narration.done(titles.of(finished.revision()), finished.duration());
                            narration.underWay(IN_A_PROCESS);
                        },
                        narration::underWay)
                .run(interruption);
        narration.broken(titles.of(kill.revision()));
        narration.note("kill -9 of process " + kill.pid() + ", in the middle of building " + kill.invalidIndex());
        narration.note("(" + kill.doing() + ")");
        return kill;
    }

    private void resume(Kill kill) {
        narration.chapter("The same upgrade again: " + kill.applied().size() + " revisions are in, "
                + RevisionTitles.shortened(kill.revision()) + " left an invalid index");
        segue(RunNarration.inDetail(narration)).upgrade("head");
        emptyTrash();
    }

    private void goBack() {
        long begun = System.nanoTime();
        RunReport report = segue(RunNarration.inPassing(narration)).downgrade(TABLES);
        narration.done(report.revisions().size() + " revisions down", since(begun));
        emptyTrash();
    }

    private void goForth() {
        long begun = System.nanoTime();
        RunReport report = segue(RunNarration.inPassing(narration)).upgrade("head");
        narration.done(report.revisions().size() + " revisions up, undisturbed", since(begun));
        emptyTrash();
    }

    /** Nobody goes back to what was replaced, and the schema of before has no trash. */
    private void emptyTrash() {
        List<TrashedObject> purged =
                segue(RunNarration.inPassing(narration)).purge(Duration.ZERO).gone();
        if (!purged.isEmpty()) {
            narration.note("purged from the trash: "
                    + purged.stream().map(TrashedObject::summary).collect(Collectors.joining(", ")));
        }
    }

    private static String entries(CatalogSnapshot catalog) {
        return catalog.entries().size() + " entries of the catalog";
    }

    private Segue segue(ExecutionListener listener) {
        return database.segue(files.folder()).listener(listener).build();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
