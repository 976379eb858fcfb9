package dev.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.problem.SegueException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static final Path BASE = Path.of("/project");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://h/db                                  | jdbc:postgresql://h/db
            postgresql://h:5433/db                           | jdbc:postgresql://h:5433/db
            POSTGRES://h/db                                  | jdbc:postgresql://h/db
            postgres://u:p@h/db?sslmode=require              | jdbc:postgresql://h/db?sslmode=require
            postgres://u@[::1]:5432/db                       | jdbc:postgresql://[::1]:5432/db
            postgres://u@h1:5432,h2,[fe80::1]:5/db           | jdbc:postgresql://h1:5432,h2,[fe80::1]:5/db
            postgres:///db                                   | jdbc:postgresql://localhost/db
            postgres://u@/db?host=h1&port=6000               | jdbc:postgresql://h1:6000/db
            postgres://h/my%20db                             | jdbc:postgresql://h/my%20db
            postgres://h/a+b                                 | jdbc:postgresql://h/a%2Bb
            postgres://h                                     | jdbc:postgresql://h/
            postgres://h/db?application_name=a%20b&connect_timeout=5 | jdbc:postgresql://h/db?ApplicationName=a%20b&connectTimeout=5
            postgres://h1,h2/db?target_session_attrs=read-write      | jdbc:postgresql://h1,h2/db?targetServerType=primary
            postgres://h/db?schema=app                       | jdbc:postgresql://h/db?currentSchema=app
            postgres://h/db?user=u&password=p                | jdbc:postgresql://h/db
            jdbc:postgresql://h:1/db?a=b                     | jdbc:postgresql://h:1/db?a=b
            jdbc:postgresql://h/db?user=u&password=p&ssl=true | jdbc:postgresql://h/db?ssl=true
            jdbc:postgresql:db                               | jdbc:postgresql:db
            jdbc:sqlite:app.db                               | jdbc:sqlite:app.db
            sqlite:app.db                                    | jdbc:sqlite:/project/app.db
            sqlite3:app.db                                   | jdbc:sqlite:/project/app.db
            sqlite://data/app.db                             | jdbc:sqlite:/project/data/app.db
            sqlite:///data/app.db                            | jdbc:sqlite:/project/data/app.db
            sqlite:////var/app.db                            | jdbc:sqlite:/var/app.db
            sqlite:/var/app.db?cache=shared                  | jdbc:sqlite:/var/app.db?cache=shared
            sqlite::memory:                                  | jdbc:sqlite::memory:
            """)
    void theDriverIsGivenItsOwnForm(String text, String jdbcUrl) {
        assertThat(jdbc(text).jdbcUrl()).isEqualTo(jdbcUrl);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://app:secret@h/db                        | app     | secret
            postgres://app@h/db                               | app     |
            postgres://a%40b:p%3A%2F%23%3F%40x@h/db           | a@b     | p:/#?@x
            postgres://app:a+b@h/db                           | app     | a+b
            postgres://app:at@sign@h/db                       | app     | at@sign
            postgres://app:x:y@h/db                           | app     | x:y
            postgres://h/db?user=app&password=a%26b           | app     | a&b
            postgres://h/db                                   |         |
            jdbc:postgresql://h/db?user=app&password=p+q      | app     | p q
            jdbc:postgresql://app:secret@h/db                 | app     | secret
            postgres://ünï:pässwörd@h/db                      | ünï     | pässwörd
            """)
    void userAndPasswordAreTakenOut(String text, String user, String password) {
        DatabaseUrl.Jdbc url = jdbc(text);

        assertThat(url.user()).isEqualTo(Optional.ofNullable(user));
        assertThat(url.password().map(Secret::reveal)).isEqualTo(Optional.ofNullable(password));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://app:secret@h:5432/db?sslpassword=secret  | postgresql://app@h:5432/db
            postgres://app:secret@h1,h2/db                      | postgresql://app@h1,h2/db
            jdbc:postgresql://h/db?user=app&password=secret     | postgresql://app@h/db
            jdbc:postgresql://app:secret@h/db                   | postgresql://app@h/db
            sqlite:app.db?password=secret                       | sqlite:app.db
            jdbc:sqlite:app.db?password=secret                  | sqlite:app.db
            """)
    void nothingThatIsShownHoldsASecret(String text, String display) {
        DatabaseUrl url = parse(text);

        assertThat(url.display()).isEqualTo(display);
        assertThat(url.toString()).doesNotContain("secret");
        assertThat(new Given<>(url, Origin.option("--url")).toString()).doesNotContain("secret");
    }

    @Test
    void theServerThatComesAlongMayHaveAVersion() {
        assertThat(parse("embedded:postgresql")).isEqualTo(new DatabaseUrl.Embedded("postgresql", OptionalInt.empty()));
        assertThat(parse("embedded:postgresql:16"))
                .isEqualTo(new DatabaseUrl.Embedded("postgresql", OptionalInt.of(16)));
        assertThat(parse("embedded:postgresql:16").display()).isEqualTo("embedded:postgresql:16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topsecret",
                "//app:topsecret@h/db",
                "postgres:app:topsecret@h/db",
                "postgres://app:top/topsecret@h/db",
                "postgres://app:topsecret%zz@h/db",
                "postgres://app:topsecret@h:port/db",
                "postgres://app:topsecret@h:70000/db",
                "postgres://app:topsecret@h h/db",
                "postgres://app:topsecret@%2Fvar%2Frun/db",
                "postgres://app:topsecret@/db?host=/var/run",
                "jdbc:postgresql://app:topsecret@h:0/db",
                "sqlite:",
                "sqlite://",
                "sqlite:?x=topsecret",
                "embedded:oracle",
                "embedded:postgresql:latest"
            })
    void aBrokenUrlIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(SegueException.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(ConfigurationProblem.BAD_URL);
            assertThat(refused.getMessage()).doesNotContain("topsecret");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "postgress://app:topsecret@h/db, postgres:",
        "sqllite:app.db, sqlite:",
        "mysql://app:topsecret@h/db, postgresql://",
        "jdbc:postgres://app:topsecret@h/db, jdbc:postgresql:",
        "jdbc:oracle:thin:topsecret@h, postgresql://"
    })
    void anUnknownKindOfDatabaseIsRefusedWithAWayOut(String text, String proposal) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(SegueException.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(ConfigurationProblem.UNKNOWN_SCHEME);
            assertThat(refused.problem().remedy()).contains(proposal);
            assertThat(refused.getMessage()).doesNotContain("topsecret");
        });
    }

    private static DatabaseUrl.Jdbc jdbc(String text) {
        return (DatabaseUrl.Jdbc) parse(text);
    }

    private static DatabaseUrl parse(String text) {
        return new UrlParser(Origin.option("--url"), BASE).parse(text);
    }
}
