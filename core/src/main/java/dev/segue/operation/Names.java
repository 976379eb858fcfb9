package dev.segue.operation;

import dev.segue.problem.SegueException;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlScanner;
import dev.segue.sql.SqlStatement;
import dev.segue.sql.SqlSyntax;
import dev.segue.sql.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads names as a Java revision writes them: like in SQL, folded where they stand without quotes. */
record Names(SqlSyntax syntax, String origin) {

    TableName table(String text) {
        return TableName.parse(text, syntax).orElseThrow(() -> noName(text));
    }

    SqlName name(String text) {
        return statement(text)
                .filter(statement -> statement.tokens().size() == 1)
                .flatMap(statement -> SqlName.at(statement, 0))
                .orElseThrow(() -> noName(text));
    }

    List<SqlName> names(String... texts) {
        return Arrays.stream(texts).map(this::name).toList();
    }

    private Optional<SqlStatement> statement(String text) {
        try {
            return SqlScanner.scan(new SourceText(origin, text), syntax).statements().stream()
                    .findFirst();
        } catch (SegueException noSql) {
            return Optional.empty();
        }
    }

    private SegueException noName(String text) {
        return OperationProblem.NOT_A_NAME.with(
                "\"" + text + "\" in " + origin + " is not a name",
                "write it as in SQL, with double quotes around it where it is an odd one");
    }
}
