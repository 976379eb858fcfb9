package dev.segue.revision.file;

import dev.segue.operation.RemoveEnumValue;
import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What no statement of SQL can say: {@code -- segue:remove-enum-value mood 'sad' -> 'calm'}. It stands among the statements of
 * its section as one of them.
 */
record EnumValueDirective(Directive directive, SqlSyntax syntax) {

    private static final String ARROW = "->";

    /** @throws SegueException when the directive does not say type and value */
    RemoveEnumValue operation() {
        SqlStatement words = words();
        TableName type = TableName.at(words, 0).orElseThrow(this::notUnderstood);
        int value = type.tokenCount();
        int behind = value + 1;
        if (words.tokens().size() == behind) {
            return new RemoveEnumValue(type, literal(words, value), Optional.empty());
        }
        boolean hasReplacement = words.tokens().size() == behind + 2
                && words.tokens().get(behind).in(words.text()).equals(ARROW);
        if (!hasReplacement) {
            throw notUnderstood();
        }
        return new RemoveEnumValue(type, literal(words, value), Optional.of(literal(words, behind + 1)));
    }

    private SqlStatement words() {
        try {
            List<SqlStatement> statements = SqlScanner.scan(
                            new SourceText(directive.source().name(), directive.argument()), syntax)
                    .statements();
            if (statements.size() == 1) {
                return statements.get(0);
            }
        } catch (SegueException unclosed) {
            throw notUnderstood();
        }
        throw notUnderstood();
    }

    private String literal(SqlStatement words, int token) {
        String written =
                token < words.tokens().size() ? words.tokens().get(token).in(words.text()) : "";
        if (!written.startsWith("'")) {
            throw notUnderstood();
        }
        return written.substring(1, written.length() - 1).replace("''", "'");
    }

    private SegueException notUnderstood() {
        return directive.refused(
                RevisionFileProblem.DIRECTIVE_ARGUMENT,
                directive.argument().isEmpty()
                        ? "\"" + directive.name() + "\" says nothing"
                        : "\"" + OneLine.of(directive.argument()) + "\" does not name a value of an enum",
                "write the type, the value that goes, and what rows get that hold it: -- " + directive.name()
                        + " mood 'sad' -> 'calm'");
    }
}
