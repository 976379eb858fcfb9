package dev.segue.revision.file;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Phase;
import dev.segue.problem.NearestName;
import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The directives between one statement and the next, which speak of the next. */
final class StatementDirectives {

    private final SqlSyntax syntax;
    private final Map<DirectiveName, Directive> directives = new EnumMap<>(DirectiveName.class);

    StatementDirectives(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    void take(Directive directive) {
        if (directives.putIfAbsent(directive.name(), directive) != null) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_REPEATED,
                    "\"" + directive.name() + "\" stands twice before one statement",
                    "keep one of the two lines");
        }
    }

    /** Called where no statement can follow any more. */
    void requireNone() {
        for (Directive directive : directives.values()) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_MISPLACED,
                    "no statement follows \"" + directive.name() + "\" in its section",
                    "move the line before the statement that it speaks of, or take it out");
        }
    }

    /** @param isVerbatim it was said of all statements around this one too */
    ExecuteSql.Manner manner(boolean isVerbatim) {
        if (directives.isEmpty()) {
            return isVerbatim ? ExecuteSql.Manner.VERBATIM : ExecuteSql.Manner.INTENTION;
        }
        Directive backfill = directives.get(DirectiveName.BACKFILL);
        if (backfill != null) {
            return inBatches(backfill);
        }
        boolean isIntention = !isVerbatim && !directives.containsKey(DirectiveName.VERBATIM);
        Optional<SqlExpression> value = expression(DirectiveName.VALUE, isIntention);
        Optional<SqlExpression> back = expression(DirectiveName.BACK, isIntention);
        return new ExecuteSql.Manner(isIntention, phase(), value, back, Optional.empty());
    }

    private ExecuteSql.Manner inBatches(Directive backfill) {
        directives.values().stream()
                .filter(other -> other.name() != DirectiveName.BACKFILL)
                .findFirst()
                .ifPresent(other -> {
                    throw other.refused(
                            RevisionFileProblem.CONTRADICTION,
                            "\"" + other.name() + "\" and \"" + backfill.name()
                                    + "\" speak of the same statement, but batches always run in the migrate phase",
                            "keep one of the two lines");
                });
        return new ExecuteSql.Manner(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BackfillOptions.of(backfill, syntax)));
    }

    private Optional<Phase> phase() {
        Directive directive = directives.get(DirectiveName.PHASE);
        if (directive == null) {
            return Optional.empty();
        }
        List<String> words = directive.words();
        return Optional.of(Arrays.stream(Phase.values())
                .filter(phase -> words.size() == 1 && phase.name().equalsIgnoreCase(words.get(0)))
                .findFirst()
                .orElseThrow(() -> unknownPhase(directive)));
    }

    private static SegueException unknownPhase(Directive directive) {
        List<String> phases = Arrays.stream(Phase.values())
                .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                .toList();
        String remedy = NearestName.to(directive.argument(), phases)
                .map(nearest -> "write -- " + directive.name() + " " + nearest)
                .orElseGet(() -> "use one of " + String.join(", ", phases));
        return directive.refused(
                RevisionFileProblem.DIRECTIVE_ARGUMENT,
                "there is no phase \"" + OneLine.of(directive.argument()) + "\"",
                remedy);
    }

    private Optional<SqlExpression> expression(DirectiveName name, boolean isIntention) {
        Directive directive = directives.get(name);
        if (directive == null) {
            return Optional.empty();
        }
        if (!isIntention) {
            throw directive.refused(
                    RevisionFileProblem.CONTRADICTION,
                    "\"" + name + "\" speaks of a statement that is run exactly as written",
                    "take this line out, or \"" + DirectiveName.VERBATIM + "\"");
        }
        return Optional.of(SqlExpression.of(sql(directive)));
    }

    private String sql(Directive directive) {
        List<String> found = new ArrayList<>();
        try {
            SourceText text = new SourceText(directive.source().name(), directive.argument());
            SqlScanner.scan(text, syntax).statements().stream()
                    .map(SqlStatement::text)
                    .forEach(found::add);
        } catch (SegueException unclosed) {
            found.clear();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        boolean isMissing = directive.argument().isEmpty();
        throw directive.refused(
                RevisionFileProblem.DIRECTIVE_ARGUMENT,
                isMissing
                        ? "\"" + directive.name() + "\" says nothing"
                        : "\"" + OneLine.of(directive.argument()) + "\" is not one expression of SQL",
                "write one expression behind it, on the same line: -- " + directive.name() + " lower(email)");
    }
}
