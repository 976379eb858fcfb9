package dev.segue.plan;

import dev.segue.dialect.Dialect;
import dev.segue.dialect.Handover;
import dev.segue.dialect.PlanningContext;
import dev.segue.dialect.StatementTraits;
import dev.segue.dialect.TransactionControl;
import dev.segue.operation.AddEnumValue;
import dev.segue.operation.CommentOnColumn;
import dev.segue.operation.DropColumn;
import dev.segue.operation.DropDefault;
import dev.segue.operation.DropNotNull;
import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Inverse;
import dev.segue.operation.Operation;
import dev.segue.operation.Phase;
import dev.segue.operation.RunCode;
import dev.segue.operation.SetDefault;
import dev.segue.operation.SetNotNull;
import dev.segue.problem.Problem;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import dev.segue.schema.Schema;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import dev.segue.step.Impact;
import dev.segue.step.JoinedFills;
import dev.segue.step.Recipe;
import dev.segue.step.Recovery;
import dev.segue.step.Rollout;
import dev.segue.step.Step;
import dev.segue.step.StepAction;
import dev.segue.step.TransactionMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns the operations of one revision into its steps. */
final class StepWriter {

    private final Dialect dialect;
    /** Of what is run as it is written and says nothing else. */
    private final Phase usualPhase;

    private final TransactionWish wish;
    private final Order order;
    private final List<Numbered> steps = new ArrayList<>();
    private final List<Retreat> retreats = new ArrayList<>();
    private PlanningContext context;
    private Handovers handovers = new Handovers(List.of());
    private Exchanges exchanges;

    /** @param kind a revision that is only about rows has nothing to expand */
    StepWriter(Dialect dialect, RevisionKind kind, TransactionWish wish, PlanningContext context, Order order) {
        this.dialect = dialect;
        this.usualPhase = kind == RevisionKind.DATA ? Phase.MIGRATE : Phase.EXPAND;
        this.wish = wish;
        this.context = context;
        this.order = order;
        this.exchanges = new Exchanges(List.of(), dialect);
    }

    /**
     * @param steps of all phases, in the order of the phases, with their places
     * @param shares of the operations that are not run as written
     * @param after the schema once all of it is done
     */
    record Written(List<Step> steps, List<Share> shares, Schema after) {}

    private record Retreat(int operation, String summary, List<Step> steps) {}

    Written write(List<Intention> intentions) {
        order.goTo(context.revision());
        handovers = new Handovers(intentions);
        exchanges = new Exchanges(intentions, dialect);
        for (int i = 0; i < intentions.size(); i++) {
            write(i, intentions.get(i));
        }
        return numbered();
    }

    private void write(int number, Intention intention) {
        if (!intention.isFree()) {
            add(number, step(intention.asked()));
            context = context.with(intention.applyTo(context.schema()));
            return;
        }
        List<Recipe> recipes = new ArrayList<>();
        List<Schema> before = new ArrayList<>();
        for (int place = 0; place < intention.meaning().size(); place++) {
            Operation operation = intention.meaning().get(place);
            before.add(context.schema());
            order.refuseConflict(operation);
            order.refuseConflictWithPartitions(operation, context, dialect);
            Optional<Handover> handover = handovers.begunBy(number, place, dialect, context);
            if (handover.isPresent()) {
                order.handOver(operation, context.schema().sequences());
                recipes.add(Recipe.of(List.of()));
                context = context.with(operation.applyTo(context.schema())).withHandover(handover.get());
                continue;
            }
            context = exchanges.begunBy(new Exchanges.Turn(number, place), context);
            Recipe recipe = order.moved(operation, together(operation, operation.accept(dialect.recipes(context))));
            boolean isLater = isAboutStandIn(operation) || order.holdsBack(operation, context.schema());
            Recipe inPlace = isLater ? behindContract(operation, recipe) : recipe;
            order.remember(operation, inPlace.steps(), context.schema().sequences());
            order.rememberMoves(operation, inPlace.steps(), context.schema());
            recipes.add(inPlace);
            context = Handovers.endedBy(operation, context)
                    .with(operation.applyTo(context.schema()))
                    .withStandIns(recipe.standIns());
        }
        boolean isWhole = recipes.size() == 1 || recipes.stream().noneMatch(StepWriter::isAmended);
        if (areAsWritten(recipes) && isWhole && intention.asked() instanceof ExecuteSql sql) {
            add(number, asWritten(sql, recipes));
        } else {
            inSteps(number, intention, recipes, before);
        }
    }

    private static boolean isAmended(Recipe recipe) {
        return recipe.asWritten().flatMap(Recipe.AsWritten::amended).isPresent();
    }

    private static boolean areAsWritten(List<Recipe> recipes) {
        for (Recipe recipe : recipes) {
            if (recipe.asWritten().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Where nobody is kept waiting, a revision can be one transaction; all but a value that only the next one can use. */
    private Recipe together(Operation operation, Recipe recipe) {
        boolean isApart = context.rollout() == Rollout.PHASED || operation instanceof AddEnumValue;
        return isApart || recipe.asWritten().isEmpty()
                ? recipe
                : Recipe.of(recipe.asWritten().get().in(TransactionMode.SHARED));
    }

    /** What is set for the column by its name, which means another one until the contract phase. */
    private boolean isAboutStandIn(Operation operation) {
        if (operation instanceof SetDefault set) {
            return context.standsIn(set.table(), set.column());
        }
        if (operation instanceof DropDefault drop) {
            return context.standsIn(drop.table(), drop.column());
        }
        if (operation instanceof SetNotNull set) {
            return context.standsIn(set.table(), set.column());
        }
        if (operation instanceof DropNotNull drop) {
            return context.standsIn(drop.table(), drop.column());
        }
        return operation instanceof CommentOnColumn comment && context.standsIn(comment.table(), comment.column());
    }

    private Recipe behindContract(Operation operation, Recipe recipe) {
        List<Step> later = recipe.asWritten()
                .map(plain -> words(operation, plain).stream()
                        .map(statement -> running(statement, operation.summary(), Phase.CONTRACT, plain))
                        .toList())
                .orElseGet(() -> recipe.steps().stream()
                        .map(step -> step.in(Phase.CONTRACT))
                        .toList());
        return Recipe.of(later);
    }

    private void inSteps(int number, Intention intention, List<Recipe> recipes, List<Schema> before) {
        List<Step> retreat = new ArrayList<>();
        for (int i = 0; i < recipes.size(); i++) {
            Recipe recipe = recipes.get(i);
            Operation operation = intention.meaning().get(i);
            recipe.asWritten().ifPresent(plain -> plainly(number, operation, plain));
            List<Numbered> own = inPhase(intention, recipe.steps()).stream()
                    .map(step -> new Numbered(List.of(number), step, true))
                    .toList();
            steps.addAll(exchanges.arranged(new Exchanges.Turn(number, i), own, before.get(i)));
            retreat.addAll(0, recipe.asWritten().isPresent() ? undone(operation, before.get(i)) : recipe.retreat());
        }
        if (!areAsWritten(recipes)) {
            retreats.add(new Retreat(number, intention.asked().summary(), retreat));
        }
    }

    /** What is one step by itself can wait for the phase that was asked for; several are in the only order that harms nobody. */
    private static List<Step> inPhase(Intention intention, List<Step> steps) {
        if (steps.size() != 1 || !(intention.asked() instanceof ExecuteSql sql)) {
            return steps;
        }
        Step only = steps.get(0);
        return List.of(sql.manner()
                .phase()
                .filter(asked -> asked.compareTo(only.phase()) > 0)
                .map(only::in)
                .orElse(only));
    }

    /**
     * What is run plainly beside others that are not is taken back together with them; all but the value of an enum, which is
     * in nobody's way and has no statement that takes it out.
     */
    private List<Step> undone(Operation operation, Schema before) {
        boolean changesNothing = operation.applyTo(before).equals(before);
        boolean mayStay = operation instanceof AddEnumValue;
        if (changesNothing || mayStay || !(operation.inverse(before) instanceof Inverse.Exact exact)) {
            return List.of();
        }
        Recipe.AsWritten plain = new Recipe.AsWritten(TransactionMode.SEPARATE, Impact.UNKNOWN);
        List<Step> steps = new ArrayList<>();
        for (Operation inverse : exact.operations()) {
            Operation back = inverse instanceof DropColumn drop
                    ? new DropColumn(drop.table(), drop.column(), true, drop.cascade(), drop.back())
                    : inverse;
            Recipe recipe = back instanceof SetNotNull ? back.accept(dialect.recipes(context)) : Recipe.of(List.of());
            if (recipe.steps().isEmpty()) {
                dialect.plainly(back)
                        .forEach(statement -> steps.add(running(statement, back.summary(), Phase.EXPAND, plain)));
            } else {
                steps.addAll(recipe.steps());
            }
        }
        return steps;
    }

    private void plainly(int number, Operation operation, Recipe.AsWritten plain) {
        if (operation instanceof ExecuteSql || operation instanceof RunCode) {
            add(number, step(operation));
            return;
        }
        for (SqlStatement statement : words(operation, plain)) {
            add(number, running(statement, operation.summary(), usualPhase, plain));
        }
    }

    private List<SqlStatement> words(Operation operation, Recipe.AsWritten plain) {
        return plain.amended().map(List::of).orElseGet(() -> dialect.plainly(operation));
    }

    private Step asWritten(ExecuteSql sql, List<Recipe> recipes) {
        Recipe.AsWritten strictest = recipes.get(0).asWritten().orElseThrow();
        for (Recipe recipe : recipes) {
            Recipe.AsWritten other = recipe.asWritten().orElseThrow();
            if (other.transactionMode().compareTo(strictest.transactionMode()) > 0) {
                strictest = other;
            }
        }
        Phase phase = sql.manner().phase().orElse(usualPhase);
        return running(strictest.amended().orElse(sql.statement()), sql.summary(), phase, strictest);
    }

    private Step running(SqlStatement statement, String summary, Phase phase, Recipe.AsWritten plain) {
        StatementTraits traits = dialect.traitsOf(statement);
        boolean isAlone = traits.transactionMode() == TransactionMode.ALONE;
        return Step.of(
                phase,
                summary,
                new StepAction.RunStatement(statement),
                isAlone ? TransactionMode.ALONE : plain.transactionMode(),
                isAlone ? traits.recovery() : new Recovery.Atomic(),
                plain.impact());
    }

    private Step step(Operation operation) {
        if (operation instanceof ExecuteSql sql) {
            return step(sql);
        }
        if (operation instanceof RunCode code) {
            return step(code);
        }
        throw new IllegalArgumentException("this has no form of its own: " + operation.summary());
    }

    private Step step(ExecuteSql operation) {
        SqlStatement statement = operation.statement();
        refuseTransactionControl(statement);
        StatementTraits traits = wish == TransactionWish.NONE
                ? dialect.traitsWithoutTransaction(statement)
                : dialect.traitsOf(statement);
        return Step.of(
                operation.manner().phase().orElseGet(() -> phaseOf(statement)),
                operation.summary(),
                new StepAction.RunStatement(statement),
                traits.transactionMode(),
                traits.recovery(),
                dialect.impactOf(statement, context));
    }

    /** A comment on a constraint waits for the step that adds it, and a constraint often comes only when rows were moved. */
    private Phase phaseOf(SqlStatement statement) {
        if (!statement.startsWith("COMMENT", "ON", "CONSTRAINT")) {
            return usualPhase;
        }
        String added = SqlName.at(statement, 3)
                .map(name -> "ADD CONSTRAINT " + name.quoted(dialect.syntax()) + " ")
                .orElse("");
        return steps.stream()
                .map(Numbered::step)
                .filter(step -> step.action() instanceof StepAction.RunStatement run
                        && !added.isEmpty()
                        && run.statement().text().contains(added))
                .map(Step::phase)
                .max(Comparator.naturalOrder())
                .filter(phase -> phase.compareTo(usualPhase) > 0)
                .orElse(usualPhase);
    }

    private Step step(RunCode operation) {
        return Step.of(
                usualPhase,
                operation.summary(),
                new StepAction.CallCode(operation.description(), operation.code()),
                TransactionMode.SHARED,
                new Recovery.Atomic(),
                Impact.UNKNOWN);
    }

    /** What the user has written. */
    private void add(int operation, Step step) {
        steps.add(new Numbered(List.of(operation), step, false));
    }

    /** Sorting keeps the order of the operations within each phase. */
    private Written numbered() {
        List<Numbered> inOrder = joined(steps.stream()
                .sorted(Comparator.comparing(numbered -> numbered.step().phase()))
                .toList());
        List<Step> placed = new ArrayList<>();
        for (Numbered numbered : inOrder) {
            placed.add(numbered.step().at(placed.size() + 1));
        }
        List<Share> shares = new ArrayList<>();
        for (Retreat retreat : retreats) {
            List<Integer> ordinals = new ArrayList<>();
            for (int i = 0; i < inOrder.size(); i++) {
                if (inOrder.get(i).operations().contains(retreat.operation())) {
                    ordinals.add(i + 1);
                }
            }
            shares.add(new Share(retreat.operation(), retreat.summary(), ordinals, retreat.steps()));
        }
        return new Written(placed, shares, context.schema());
    }

    /** Each table is filled for all operations at once, but never across what the user has written. */
    private static List<Numbered> joined(List<Numbered> inOrder) {
        List<Numbered> joined = new ArrayList<>();
        List<Step> sinceUser = new ArrayList<>();
        for (Numbered next : inOrder) {
            OptionalInt companion = JoinedFills.companionOf(next.step(), sinceUser);
            if (companion.isPresent()) {
                int place = joined.size() - sinceUser.size() + companion.getAsInt();
                Numbered both = joined.get(place).joinedWith(next);
                joined.set(place, both);
                sinceUser.set(companion.getAsInt(), both.step());
            } else {
                joined.add(next);
                sinceUser.add(next.step());
            }
            if (!next.isOwn()) {
                sinceUser.clear();
            }
        }
        return joined;
    }

    private void refuseTransactionControl(SqlStatement statement) {
        if (dialect.transactionControlOf(statement) == TransactionControl.NONE) {
            return;
        }
        throw Problem.of(
                        PlanProblem.TRANSACTION_CONTROL,
                        "\"" + statement.asWritten().strip()
                                + "\" ends or begins the transaction that Segue runs the revision in",
                        "remove the statement; where it should commit in between, make it two revisions")
                .at(statement.source().excerptAt(statement.start()))
                .toException();
    }
}
