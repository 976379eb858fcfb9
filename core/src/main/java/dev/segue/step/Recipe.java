package dev.segue.step;

import dev.segue.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an operation is carried out on the database in question.
 *
 * @param steps in the order of their phases; empty where it is run as it is written
 * @param retreat what takes back everything that the steps of expand and migrate have done, and nothing else, also when
 *     only some of them have run; empty where the contract phase is empty too, so that the downgrade is the way back
 * @param asWritten where the statement as it is written harms nobody
 * @param standIns columns that get their names in the contract phase
 */
public record Recipe(List<Step> steps, List<Step> retreat, Optional<AsWritten> asWritten, List<StandIn> standIns) {

    public Recipe {
        steps = List.copyOf(steps);
        retreat = List.copyOf(retreat);
        standIns = List.copyOf(standIns);
        if (asWritten.isPresent() && !steps.isEmpty()) {
            throw new IllegalArgumentException("an operation is run as written or in steps, not both");
        }
    }

    /**
     * The statement is run as it is written.
     *
     * @param amended where words have to be added to it, the statement with these words
     */
    public record AsWritten(TransactionMode transactionMode, Impact impact, Optional<SqlStatement> amended) {

        public AsWritten(TransactionMode transactionMode, Impact impact) {
            this(transactionMode, impact, Optional.empty());
        }

        public AsWritten in(TransactionMode other) {
            return new AsWritten(other, impact, amended);
        }
    }

    public static Recipe asWritten(TransactionMode transactionMode, Impact impact) {
        return of(new AsWritten(transactionMode, impact));
    }

    public static Recipe of(AsWritten statement) {
        return new Recipe(List.of(), List.of(), Optional.of(statement), List.of());
    }

    /** For what leaves nothing to contract. */
    public static Recipe of(List<Step> steps) {
        return new Recipe(steps, List.of(), Optional.empty(), List.of());
    }

    public static Recipe of(List<Step> steps, List<Step> retreat) {
        return new Recipe(steps, retreat, Optional.empty(), List.of());
    }

    public Recipe withSteps(List<Step> others) {
        return new Recipe(others, retreat, asWritten, standIns);
    }

    public Recipe withStandIns(List<StandIn> columns) {
        return new Recipe(steps, retreat, asWritten, columns);
    }

    /** This one, and then the other; the retreat goes the other way round. */
    public Recipe then(Recipe other) {
        List<Step> allSteps = new ArrayList<>(steps);
        allSteps.addAll(other.steps);
        List<Step> wholeRetreat = new ArrayList<>(other.retreat);
        wholeRetreat.addAll(retreat);
        return of(allSteps, wholeRetreat);
    }
}
