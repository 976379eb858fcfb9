package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

    @Test
    void readsNamesWithAndWithoutASchema() {
        assertThat(TableName.parse("Users", SqlSyntax.POSTGRESQL)).hasValue(TableName.of("users"));
        assertThat(TableName.parse("App . \"Users.x\"", SqlSyntax.POSTGRESQL)).hasValue(TableName.of("app", "Users.x"));
        assertThat(TableName.parse("`app`.users", SqlSyntax.MYSQL)).hasValue(TableName.of("app", "users"));
        assertThat(TableName.parse("main.[a.b]", SqlSyntax.SQLITE)).hasValue(TableName.of("main", "a.b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a.", ".a", "a b", "a;b", "db.app.users", "'a'", "1", "a.1", "a.'b'", "a(", "\"a", "\\d"})
    void whatIsNoNameGivesNone(String text) {
        assertThat(TableName.parse(text, SqlSyntax.POSTGRESQL)).isEmpty();
    }

    @Test
    void isFoundInsideAStatement() {
        SqlStatement statement = SqlScanner.scan(
                        new SourceText("a.sql", "ALTER TABLE app.\"Users\" ADD a int"), SqlSyntax.POSTGRESQL)
                .statements()
                .get(0);

        assertThat(TableName.at(statement, 2)).hasValueSatisfying(table -> {
            assertThat(table).isEqualTo(TableName.of("app", "Users"));
            assertThat(statement.hasWordsAt(2 + table.tokenCount(), "ADD")).isTrue();
        });
        assertThat(TableName.at(statement, 99)).isEmpty();
    }

    @Test
    void isQuotedPartByPart() {
        TableName name = TableName.of("a.b", "c\"d`e");

        assertThat(name.quoted(SqlSyntax.POSTGRESQL)).isEqualTo("\"a.b\".\"c\"\"d`e\"");
        assertThat(name.quoted(SqlSyntax.MYSQL)).isEqualTo("`a.b`.`c\"d``e`");
        assertThat(TableName.of("users").quoted(SqlSyntax.SQLITE)).isEqualTo("\"users\"");
    }

    @Test
    void comparesPartByPart() {
        assertThat(TableName.of("APP", "a").isSameAs(TableName.of("app", "A"), SqlSyntax.SQLITE))
                .isTrue();
        assertThat(TableName.of("APP", "a").isSameAs(TableName.of("app", "a"), SqlSyntax.POSTGRESQL))
                .isFalse();
        assertThat(TableName.of("a").isSameAs(TableName.of("app", "a"), SqlSyntax.SQLITE))
                .isFalse();
    }

    @Test
    void isShownAsUsersWriteIt() {
        assertThat(TableName.of("app", "Group")).hasToString("app.\"Group\"");
        assertThat(TableName.of("users")).hasToString("users");
    }
}
