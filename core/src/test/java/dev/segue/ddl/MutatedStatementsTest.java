package dev.segue.ddl;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.segue.operation.Operation;
import dev.segue.sql.SqlExpression;
import dev.segue.sql.SqlName;
import dev.segue.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Statements with words missing, doubled, exchanged or taken from elsewhere: never a failure. */
class MutatedStatementsTest {

    private static final int MUTATIONS = 300;

    private final Random random = new Random(20260811);

    @Test
    void noStatementMakesReadingFail() {
        List<SqlStatement> statements = Stream.concat(
                        StatementLists.known().stream(), StatementLists.unknown().stream())
                .toList();
        List<String> everyWord = statements.stream()
                .flatMap(statement -> words(statement).stream())
                .toList();

        for (SqlStatement statement : statements) {
            for (int i = 0; i < MUTATIONS; i++) {
                String mutated = mutated(words(statement), everyWord);
                assertThatCode(() -> readAndWrite(mutated)).as(mutated).doesNotThrowAnyException();
            }
        }
    }

    private static void readAndWrite(String text) {
        for (SqlStatement statement : StatementLists.scan(text)) {
            for (Operation operation : DdlReader.read(statement)) {
                DdlWriter.write(operation);
                operation.summary();
            }
            ColumnReferences.inDefinition(statement.text()).columns();
            ColumnReferences.in(SqlExpression.of(statement.text())).renamed(Map.of(SqlName.of("a"), SqlName.of("z")));
        }
    }

    private String mutated(List<String> words, List<String> everyWord) {
        List<String> changed = new ArrayList<>(words);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !changed.isEmpty(); i++) {
            int place = random.nextInt(changed.size());
            String stranger = everyWord.get(random.nextInt(everyWord.size()));
            switch (random.nextInt(6)) {
                case 0 -> changed.remove(place);
                case 1 -> changed.add(place, changed.get(place));
                case 2 -> changed.set(place, stranger);
                case 3 -> changed.add(place, stranger);
                case 4 -> changed.add(changed.remove(place));
                default -> changed.subList(place, changed.size()).clear();
            }
        }
        return String.join(" ", changed);
    }

    private static List<String> words(SqlStatement statement) {
        return statement.tokens().stream()
                .map(token -> token.in(statement.text()))
                .toList();
    }
}
