package dev.segue.revision.file;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.sql.LineComment;
import dev.segue.sql.ScriptElement;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a revision in Segue's own format, with the directives among them. */
final class SqlBody {

    private final SourceText source;
    private final SqlSyntax syntax;
    private final boolean isMerge;
    private final Section upgrade = new Section();
    private final Section downgrade = new Section();
    private @Nullable Section current;
    private TransactionWish transactionWish = TransactionWish.DEFAULT;
    private boolean isVerbatim;
    private StatementDirectives next;

    private SqlBody(SourceText source, SqlSyntax syntax, boolean isMerge) {
        this.source = source;
        this.syntax = syntax;
        this.next = new StatementDirectives(syntax);
        this.isMerge = isMerge;
    }

    static RevisionContent read(SourceText source, SqlSyntax syntax, boolean isMerge) {
        SqlBody body = new SqlBody(source, syntax, isMerge);
        for (ScriptElement element : SqlScanner.scan(source, syntax).elements()) {
            if (element instanceof SqlStatement statement) {
                body.take(statement);
            } else if (element instanceof LineComment comment && Directive.isDirective(comment.text())) {
                body.take(Directive.of(comment.text(), source, comment.start()));
            }
        }
        return body.content();
    }

    private void take(SqlStatement statement) {
        refuseDirectiveInside(statement);
        if (current == null) {
            throw Problem.of(
                            RevisionFileProblem.STATEMENT_OUTSIDE_SECTION,
                            "a statement stands before \"segue:upgrade\" and \"segue:downgrade\"",
                            "put the line -- segue:upgrade before the first statement")
                    .at(source.excerptAt(statement.start()))
                    .toException();
        }
        current.operations.add(new ExecuteSql(statement, next.manner(isVerbatim || current.isVerbatim)));
        next = new StatementDirectives(syntax);
    }

    private void take(Directive directive) {
        switch (directive.name()) {
            case REVISION, PARENT, DEPENDS_ON, LABEL, MESSAGE -> requireTop(directive);
            case UPGRADE -> enter(upgrade, directive);
            case DOWNGRADE -> enter(downgrade, directive);
            case NOTHING, IRREVERSIBLE -> takeReason(directive);
            case NO_TRANSACTION -> takeWish(directive);
            case VERBATIM -> takeVerbatim(directive);
            case BACKFILL, PHASE, VALUE, BACK -> takeForStatement(directive);
            case REMOVE_ENUM_VALUE -> takeOperation(directive);
        }
    }

    private void requireTop(Directive directive) {
        if (current != null) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_MISPLACED,
                    "\"" + directive.name() + "\" belongs to the top of the file",
                    "move the line above \"segue:upgrade\"");
        }
    }

    /** Before the first statement it speaks of all of them: of the whole file at its top, otherwise of the section. */
    private void takeVerbatim(Directive directive) {
        directive.requireNoArgument();
        boolean isSaid = isVerbatim || (current != null && current.isVerbatim);
        if (isSaid) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_REPEATED,
                    "these statements are \"" + directive.name() + "\" already",
                    "take one of the lines out");
        }
        if (current == null) {
            isVerbatim = true;
        } else if (current.operations.isEmpty()) {
            current.isVerbatim = true;
        } else {
            next.take(directive);
        }
    }

    private void takeForStatement(Directive directive) {
        if (current == null) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_MISPLACED,
                    "\"" + directive.name() + "\" does not stand before a statement",
                    "move the line below \"segue:upgrade\", right before the statement that it speaks of");
        }
        next.take(directive);
    }

    /** Stands for a statement that SQL does not have. */
    private void takeOperation(Directive directive) {
        next.requireNone();
        if (current == null) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_MISPLACED,
                    "\"" + directive.name() + "\" stands before \"segue:upgrade\" and \"segue:downgrade\"",
                    "move the line below \"segue:upgrade\", among the statements");
        }
        if (isVerbatim || current.isVerbatim) {
            throw directive.refused(
                    RevisionFileProblem.CONTRADICTION,
                    "\"" + directive.name() + "\" stands among statements that are run exactly as written",
                    "take this line out, or \"" + DirectiveName.VERBATIM + "\"");
        }
        current.operations.add(new EnumValueDirective(directive, syntax).operation());
    }

    private void enter(Section section, Directive directive) {
        directive.requireNoArgument();
        next.requireNone();
        if (section.isEntered) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_REPEATED,
                    "\"" + directive.name() + "\" may stand in a file only once",
                    "bring the statements together under one such line");
        }
        section.isEntered = true;
        current = section;
    }

    private void takeWish(Directive directive) {
        directive.requireNoArgument();
        if (transactionWish == TransactionWish.NONE) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_REPEATED,
                    "\"" + directive.name() + "\" may stand in a file only once: it holds for all of it",
                    "take one of the lines out");
        }
        transactionWish = TransactionWish.NONE;
    }

    private void takeReason(Directive directive) {
        boolean isIrreversible = directive.name() == DirectiveName.IRREVERSIBLE;
        if (current == null || (current == upgrade && isIrreversible)) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_MISPLACED,
                    "\"" + directive.name() + "\" does not stand in the downgrade",
                    "put it under the line -- segue:downgrade");
        }
        if (current.reason != null) {
            throw directive.refused(
                    RevisionFileProblem.DIRECTIVE_REPEATED,
                    "this section already says \"" + current.reason.name() + "\"",
                    "keep one of the two lines");
        }
        current.reason = directive;
    }

    private RevisionContent content() {
        next.requireNone();
        upgrade.refuseContradiction();
        downgrade.refuseContradiction();
        if (upgrade.operations.isEmpty() && upgrade.reason == null && !isMerge) {
            throw RevisionFileProblem.EMPTY_UPGRADE.with(
                    "\"" + source.name() + "\" has no statement in its upgrade",
                    "write statements under the line -- segue:upgrade, or say there why it has none:"
                            + " -- segue:nothing \"…\"");
        }
        Optional<String> reasonForNothing = Optional.ofNullable(upgrade.reason).map(Directive::sentence);
        return new RevisionContent(upgrade.operations, downgrade(reasonForNothing), transactionWish);
    }

    private Downgrade downgrade(Optional<String> reasonForNothing) {
        Directive reason = downgrade.reason;
        if (reason != null) {
            return reason.name() == DirectiveName.IRREVERSIBLE
                    ? new Downgrade.Irreversible(reason.sentence())
                    : new Downgrade.Nothing(reason.sentence());
        }
        if (!downgrade.operations.isEmpty()) {
            return new Downgrade.Steps(downgrade.operations);
        }
        if (upgrade.operations.isEmpty()) {
            return new Downgrade.Nothing(reasonForNothing.orElse("it only joins branches"));
        }
        return new Downgrade.Missing();
    }

    /** A line that looks like a directive but is part of a statement was most likely meant to end it. */
    private void refuseDirectiveInside(SqlStatement statement) {
        String text = statement.text();
        for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 2)) {
            String comment = lineFrom(text, at + 2).strip();
            if (Directive.isDirective(comment) && !isInsideToken(statement, at)) {
                throw directiveInside(statement, comment, statement.start() + at);
            }
        }
    }

    private SegueException directiveInside(SqlStatement statement, String comment, int offset) {
        String headline = String.join(
                "",
                "\"" + OneLine.of(comment) + "\" stands inside the statement that begins in line ",
                String.valueOf(statement.position().line()));
        return Problem.of(
                        RevisionFileProblem.DIRECTIVE_MISPLACED,
                        headline,
                        "end the statement before it with a semicolon, or move the line out of the statement")
                .at(source.excerptAt(offset))
                .toException();
    }

    private static boolean isInsideToken(SqlStatement statement, int offset) {
        for (Token token : statement.tokens()) {
            if (token.start() <= offset && offset < token.end()) {
                return true;
            }
        }
        return false;
    }

    private static String lineFrom(String text, int from) {
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end);
    }

    /** What stands under {@code segue:upgrade} or {@code segue:downgrade}. */
    private static final class Section {

        private final List<Operation> operations = new ArrayList<>();
        private boolean isEntered;
        private boolean isVerbatim;
        private @Nullable Directive reason;

        private void refuseContradiction() {
            if (reason != null && !operations.isEmpty()) {
                throw reason.refused(
                        RevisionFileProblem.CONTRADICTION,
                        "\"" + reason.name() + "\" stands among statements",
                        "take the line out, or the statements");
            }
        }
    }
}
