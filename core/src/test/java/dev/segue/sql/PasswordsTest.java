package dev.segue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER ROLE x PASSWORD 'secret' LOGIN           | ALTER ROLE x PASSWORD '******' LOGIN",
                "CREATE ROLE x ENCRYPTED password E'a\\'b''c'   | CREATE ROLE x ENCRYPTED password E'*******'",
                "ALTER ROLE x PASSWORD $a$it's$a$ LOGIN         | ALTER ROLE x PASSWORD $a$****$a$ LOGIN",
                "OPTIONS (user 'bob', password 'secret')        | OPTIONS (user 'bob', password '******')",
                "CONNECTION 'host=a password=secret dbname=b'   | CONNECTION 'host=a password=****** dbname=b'",
                "CREATE USER x IDENTIFIED WITH sha2 BY 'secret' | CREATE USER x IDENTIFIED WITH sha2 BY '******'",
                "PASSWORD 'secr                                 | PASSWORD '****",
            })
    void aPasswordIsHiddenAndEverythingElseStaysWhereItIs(String sql, String shown) {
        assertThat(Passwords.hiddenIn(sql)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE users (name text, password text NOT NULL DEFAULT lower('a'))",
                "COMMENT ON COLUMN users.password_hash IS 'never the password'",
                "ALTER ROLE x PASSWORD NULL",
                "ALTER ROLE x PASSWORD '${password}'"
            })
    void whatIsNoPasswordIsShown(String sql) {
        assertThat(Passwords.hiddenIn(sql)).isEqualTo(sql);
    }
}
