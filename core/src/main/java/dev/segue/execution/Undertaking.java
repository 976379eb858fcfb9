package dev.segue.execution;

import dev.segue.execution.ExecutionEvent.RevisionFinished;
import dev.segue.execution.ExecutionEvent.RevisionStarted;
import dev.segue.journal.JournalSnapshot;
import dev.segue.journal.KeptPlanRecord;
import dev.segue.plan.Plan;
import dev.segue.plan.PlannedRevision;
import dev.segue.revision.Direction;
import dev.segue.revision.RevisionId;
import dev.segue.step.StepAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one run is about, and how far it is. It outlives a connection that is lost while a backfill is at work: nothing of
 * that lives in a session alone, and whoever has a new one goes on with the same plan.
 */
final class Undertaking {

    private final Planning planning;
    private final long begunAt = System.nanoTime();
    private final List<RevisionId> finished = new ArrayList<>();
    private final Set<RevisionId> kept = new LinkedHashSet<>();
    private Optional<Plan> plan = Optional.empty();
    private JournalSnapshot snapshot = JournalSnapshot.ofUntouchedDatabase();
    private boolean isFilling;
    private int started;
    private long startedAt;
    private int givenUp;

    Undertaking(Planning planning) {
        this.planning = planning;
    }

    Planning planning() {
        return planning;
    }

    /** @param on what the journal held when it was planned */
    void begin(Plan newPlan, JournalSnapshot on) {
        plan = Optional.of(newPlan);
        snapshot = on;
    }

    boolean isBegun() {
        return plan.isPresent();
    }

    Plan plan() {
        return plan.orElseThrow(() -> new IllegalStateException("nothing is planned yet"));
    }

    /** What the journal held when it was begun, or when it was last gone on with. */
    JournalSnapshot snapshot() {
        return snapshot;
    }

    List<PlannedRevision> remaining() {
        return plan().revisions().subList(finished.size(), plan().revisions().size());
    }

    /** True between the start and the end of a revision, also where the connection was lost meanwhile. */
    boolean isInRevision() {
        return started > finished.size();
    }

    RevisionStarted start(PlannedRevision revision) {
        startedAt = System.nanoTime();
        return new RevisionStarted(revision, ++started, plan().revisions().size());
    }

    /** When the revision was started that is at work now. */
    long startedAt() {
        return startedAt;
    }

    RevisionFinished finish(PlannedRevision revision) {
        finished.add(revision.revision().id());
        return new RevisionFinished(revision, since(startedAt));
    }

    /** The journal holds its plan from now on. */
    void hasKept(PlannedRevision revision) {
        kept.add(revision.revision().id());
    }

    boolean isKept(PlannedRevision revision) {
        return revision.isKept() || kept.contains(revision.revision().id());
    }

    void worksAt(Work work) {
        isFilling = work instanceof Work.Alone alone && alone.step().action() instanceof StepAction.FillRows;
    }

    /** False where only a new run may look how far it came. */
    boolean outlivesConnection() {
        return isFilling;
    }

    void gaveUp(int attempts) {
        givenUp += attempts;
    }

    RunReport report() {
        return new RunReport(planning.direction(), broughtToAnEnd(), since(begunAt), givenUp);
    }

    /** Without those of which only some phases were asked for: they are where they were, half-way. */
    private List<RevisionId> broughtToAnEnd() {
        List<RevisionId> ended = new ArrayList<>(finished);
        plan.ifPresent(known -> known.revisions().stream()
                .filter(PlannedRevision::staysHalfWay)
                .forEach(revision -> ended.remove(revision.revision().id())));
        return ended;
    }

    /**
     * To be asked under the migration lock, which others may have had meanwhile. False where they have done what was to be
     * done.
     *
     * @throws dev.segue.problem.SegueException where they have done something else
     */
    boolean isLeftToUs(JournalSnapshot now) {
        if (isAsWeLeftIt(now)) {
            snapshot = now;
            return true;
        }
        if (planning.work(now).isEmpty()) {
            return false;
        }
        throw ExecutionProblem.OVERTAKEN.with(
                "while the connection was lost, another run has changed what was to be done: revision "
                        + current().revision().id() + " is not as this run left it",
                "look at `segue status`, then run the same command again if it is still wanted");
    }

    /** Others may have gone on with the revision that is at work: whatever they did of it stands in its steps. */
    private boolean isAsWeLeftIt(JournalSnapshot now) {
        return isCurrentUnderWay(now) && besidesOurWork(now).equals(besidesOurWork(snapshot));
    }

    private boolean isCurrentUnderWay(JournalSnapshot now) {
        Optional<KeptPlanRecord> before =
                planOfCurrent(snapshot).filter(record -> current().isKept());
        String text = before.map(KeptPlanRecord::text).orElseGet(current()::keptText);
        boolean wasHeld = before.filter(KeptPlanRecord::isHeld).isPresent();
        return planOfCurrent(now)
                .filter(record -> record.isHeld() == wasHeld && record.text().equals(text))
                .isPresent();
    }

    private Optional<KeptPlanRecord> planOfCurrent(JournalSnapshot journal) {
        return journal.plans().stream()
                .filter(record -> isOfCurrent(record.revision(), record.direction()))
                .findFirst();
    }

    private JournalSnapshot besidesOurWork(JournalSnapshot journal) {
        return new JournalSnapshot(
                true,
                journal.applied().stream()
                        .filter(revision -> !finished.contains(revision.id()))
                        .toList(),
                journal.steps().stream()
                        .filter(step -> !isOurs(step.revision(), step.direction()))
                        .toList(),
                journal.plans().stream()
                        .filter(record -> !isOurs(record.revision(), record.direction()))
                        .toList());
    }

    private boolean isOurs(RevisionId id, Direction direction) {
        return finished.contains(id) || isOfCurrent(id, direction);
    }

    private boolean isOfCurrent(RevisionId id, Direction direction) {
        return id.equals(current().revision().id()) && direction == current().direction();
    }

    private PlannedRevision current() {
        return remaining().get(0);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
