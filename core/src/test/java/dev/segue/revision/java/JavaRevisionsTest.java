package dev.segue.revision.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.NewRevision;
import dev.segue.revision.file.RevisionFolder;
import dev.segue.revision.file.RevisionWriter;
import dev.segue.revision.java.samples.AddUsers;
import dev.segue.sql.SqlSyntax;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JavaRevisionsTest {

    private static final String IMPORTS = """
            import dev.segue.operation.Operations;
            import dev.segue.revision.*;
            """;

    @TempDir
    Path project;

    @Test
    void theHeaderIsReadFromTheSource() {
        write("AddTotals", """
                // @RevisionHeader(id = "not this one")
                /* @RevisionHeader(id = "nor this one") */
                @SuppressWarnings({"unused", "other"})
                @dev.segue.revision.RevisionHeader(
                    id = "9a4d" + "00c2",
                    parent = {"a1", "b1",},
                    kind = RevisionKind.DATA,
                    label = "totals",
                    dependsOn = {"shop", "77aa"},
                    transaction = TransactionWish.NONE,
                    message = "order \\"totals\\" in \\u00a2, \\\\u0041")
                public final class AddTotals extends Migration {
                    public void upgrade(Operations op) {}
                }
                """);

        Revision revision = readOne();

        assertThat(revision.id()).isEqualTo(new RevisionId("9a4d00c2"));
        assertThat(revision.parents()).containsExactly(new RevisionId("a1"), new RevisionId("b1"));
        assertThat(revision.kind()).isEqualTo(RevisionKind.DATA);
        assertThat(revision.labels()).containsExactly("totals");
        assertThat(revision.dependsOn()).containsExactly("shop", "77aa");
        assertThat(revision.message()).isEqualTo("order \"totals\" in ¢, \\u0041");
        assertThat(revision.source().location()).isEqualTo("migrations/AddTotals.java");
        assertThat(revision.source().content().upgradeWish()).isEqualTo(TransactionWish.NONE);
    }

    @Test
    void theContentIsWhatTheClassNotes() {
        writeRevision("AddUsers", """
                public void upgrade(Operations op) {
                    op.execute("CREATE TABLE users (id bigint); CREATE INDEX ON users (id)");
                    op.run("fill users", session -> session.update("INSERT INTO users VALUES (1)"));
                }
                @Override public void downgrade(Operations op) { op.execute("DROP TABLE users"); }
                """);

        RevisionContent content = readOne().source().content();

        assertThat(content.upgrade())
                .extracting(Operation::summary)
                .containsExactly(
                        "CREATE TABLE users (id bigint)", "CREATE INDEX ON users (id)", "run Java: fill users");
        assertThat(content.downgrade()).isInstanceOf(Downgrade.Steps.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    irreversible("the rows are gone"); | Irreversible[reason=the rows are gone]
                    nothing("the column stays");       | Nothing[reason=the column stays]
                    // to be done~                     | Missing[]
                    """)
    void aDowngradeSaysWhatItIs(String body, String downgrade) {
        writeRevision(
                "AddUsers",
                "public void upgrade(Operations op) { op.execute(\"SELECT 1\"); }"
                        + "@Override public void downgrade(Operations op) {" + body.replace('~', '\n') + "}");

        assertThat(readOne().source().content().downgrade()).hasToString(downgrade);
    }

    @Test
    void aDowngradeThatIsNotThereIsMissing() {
        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 1\"); }");

        assertThat(readOne().source().content().downgrade()).isEqualTo(new Downgrade.Missing());
    }

    @ParameterizedTest
    @EnumSource(
            value = RevisionKind.class,
            names = {"SCHEMA", "DATA"})
    void aNewFileCompilesAndIsValidAsItStands(RevisionKind kind) {
        writer().writeJava(NewRevision.of(new RevisionId("8f2c41aa03b1"), "try \"it\" \\u000a \\")
                .ofKind(kind)
                .after(List.of(new RevisionId("a1")))
                .labelled(List.of("one", "two")));
        writer().writeJava(NewRevision.of(new RevisionId("m1"), "override")
                .after(List.of(new RevisionId("a1"), new RevisionId("b1"))));

        List<Revision> revisions = read();

        assertThat(revisions).hasSize(2);
        for (Revision revision : revisions) {
            assertThat(revision.source().content().upgrade()).isEmpty();
            assertThat(revision.source().content().downgrade()).isInstanceOf(Downgrade.Nothing.class);
        }
        assertThat(revisions).extracting(Revision::message).contains("try \"it\" \\u000a \\", "override");
    }

    @Test
    void classesBesideRevisionsAreCompiledWithThem() {
        write("Names", "final class Names { static final String USERS = \"users\"; }");
        writeRevision(
                "AddUsers", "public void upgrade(Operations op) { op.execute(\"CREATE TABLE \" + Names.USERS); }");
        String fingerprint = readOne().source().fingerprint();

        assertThat(readOne().source().content().upgrade().get(0).summary()).isEqualTo("CREATE TABLE users");

        write("Names", "final class Names { static final String USERS = \"people\"; }");
        assertThat(readOne().source().fingerprint()).isNotEqualTo(fingerprint);
        assertThat(readOne().source().content().upgrade().get(0).summary()).isEqualTo("CREATE TABLE people");
    }

    @Test
    void theClassOfAPackageIsFoundUnderItsWholeName() throws IOException {
        Path folder = Files.createDirectories(project.resolve("migrations/shop"));
        Files.writeString(
                folder.resolve("AddUsers.java"),
                "package shop . migrations ;\n" + IMPORTS + "@RevisionHeader(id = \"r1\")\n"
                        + "public final class AddUsers extends Migration {"
                        + "public void upgrade(Operations op) { nothing(\"x\"); } }");

        assertThat(readOne().message()).isEqualTo("shop.migrations.AddUsers");
        assertThat(readOne().source().content().upgrade()).isEmpty();
    }

    @Test
    void whatIsOnlyRewordedKeepsItsChecksum() {
        writeRevision(
                "AddUsers", "public void upgrade(Operations op) { op.execute(\"CREATE TABLE users (id int)\"); }");
        String before = readOne().source().checksum();

        writeRevision("AddUsers", """
                /** Adds them. */
                public void upgrade(Operations op) {
                    op.execute("CREATE  TABLE users -- all\\n (id int)");
                }
                """);
        assertThat(readOne().source().checksum()).isEqualTo(before);

        writeRevision(
                "AddUsers", "public void upgrade(Operations op) { op.execute(\"CREATE TABLE users (id text)\"); }");
        assertThat(readOne().source().checksum()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    RV233 | public void upgrade(Operations op) { nonsense(); }                          | 5 | cannot find symbol
                    RV233 | public void upgrade(Operations op) {                                        | 6 | reached end of file
                    RV217 | public void upgrade(Operations op) {}                                       | - | does nothing
                    RV218 | public void upgrade(Operations op) { op.execute("SELECT 1"); nothing("x"); } | - | has operations
                    RV214 | public void upgrade(Operations op) { irreversible("x"); }                   | - | says irreversible
                    RV236 | public void upgrade(Operations op) { nothing(" "); }                        | - | the reason is empty
                    RV236 | public void upgrade(Operations op) { throw new RuntimeException("away"); }  | - | AddUsers.java:5
                    RV236 | int x = 1 / 0; public void upgrade(Operations op) {}                        | - | by zero
                    RV236 | static int x = 1 / 0; public void upgrade(Operations op) {}                 | - | ExceptionInInitializerError
                    RV234 | AddUsers(int x) {} public void upgrade(Operations op) {}                    | - | no constructor
                    """)
    void codeThatCannotWorkIsRefused(String code, String body, Integer line, String message) {
        writeRevision("AddUsers", body);

        Problem problem = problemOf(() -> readOne().source().content());

        assertThat(problem.code().code()).isEqualTo(code);
        assertThat(problem.text()).contains(message);
        if (line != null) {
            assertThat(problem.excerpt().orElseThrow().place()).startsWith("migrations/AddUsers.java:" + line + ":");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RV230 |
                    RV231 | @RevisionHeader
                    RV231 | @RevisionHeader()
                    RV231 | @RevisionHeader(message = "lost")
                    RV231 | @RevisionHeader(id = "../x")
                    RV231 | @RevisionHeader(id = "a", parent = {"a b"})
                    RV231 | @RevisionHeader(id = 12)
                    RV231 | @RevisionHeader(id = "a" + ID)
                    RV231 | @RevisionHeader(id = "a", kind = RevisionKind.REPEATABLE)
                    RV231 | @RevisionHeader(id = "a", kind = NONE)
                    RV231 | @RevisionHeader(id = "a\\u00zz")
                    RV231 | @RevisionHeader(id "a")
                    """)
    void aHeaderThatCannotBeReadIsRefusedWithItsPlace(String code, String header) {
        write("AddUsers", (header == null ? "" : header) + "\npublic class AddUsers extends Migration {}");

        Problem problem = problemOf(this::readOne);

        assertThat(problem.code().code()).isEqualTo(code);
        assertThat(problem.excerpt()).isPresent();
    }

    @Test
    void anUnfinishedHeaderIsRefused() {
        write("AddUsers", "@RevisionHeader(id = \"a\", label = {\"b\"");

        assertThat(problemOf(this::readOne).code().code()).isEqualTo("RV231");
    }

    @Test
    void aValueFromElsewhereIsNoticedOnceTheClassIsThere() {
        write(
                "AddUsers",
                "@RevisionHeader(id = \"a\", message = AddUsers.WORDS) public final class AddUsers extends Migration {"
                        + "static final String WORDS = \"other\";"
                        + "public void upgrade(Operations op) { nothing(\"x\"); } }");

        assertThat(problemOf(() -> readOne().source().content()).code().code()).isEqualTo("RV235");
    }

    @Test
    void everyErrorOfTheCompilerIsTold() {
        writeRevision("AddUsers", "public void upgrade(Operations op) { nonsense(); }");
        write("Other", "class Other { Missing missing; }");

        String text = problemOf(() -> readOne().source().content()).text();

        assertThat(text)
                .contains("migrations/AddUsers.java:5:")
                .contains("migrations/Other.java:3:")
                .contains("cannot find symbol")
                .contains("also migrations/");
    }

    @Test
    void compiledSourcesAreKeptUntilTheyChange() throws IOException {
        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 1\"); }");
        readOne().source().content();

        assertThat(readOne(Optional.empty()).source().content().upgrade()).hasSize(1);

        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 2\"); }");
        assertThat(problemOf(() -> readOne(Optional.empty()).source().content())
                        .code()
                        .code())
                .isEqualTo("RV232");
        for (int i = 0; i < 10; i++) {
            writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT " + i + "\"); }");
            readOne().source().content();
        }
        try (var files = Files.list(project.resolve("cache/java-revisions"))) {
            assertThat(files).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "50"})
    void aDamagedCacheIsNotBelieved(int length) throws IOException {
        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 1\"); }");
        readOne().source().content();
        Path kept;
        try (var files = Files.list(project.resolve("cache/java-revisions"))) {
            kept = files.findFirst().orElseThrow();
        }

        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept, length == 0 ? bytes : java.util.Arrays.copyOf(bytes, length));

        assertThat(readOne().source().content().upgrade()).hasSize(1);
    }

    @Test
    void aCacheThatCannotBeWrittenIsDoneWithout() throws IOException {
        Files.createFile(project.resolve("cache"));
        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 1\"); }");

        assertThat(readOne().source().content().upgrade()).hasSize(1);
        assertThat(project.resolve("cache")).isRegularFile();
    }

    @Test
    void withoutACompilerTheClassPathIsAsked() throws IOException {
        Path folder = Files.createDirectories(project.resolve("migrations"));
        Files.copy(
                Path.of("src/test/java/dev/segue/revision/java/samples/AddUsers.java"),
                folder.resolve("AddUsers.java"));

        Revision revision = readOne(Optional.empty());

        assertThat(revision.source().content().upgrade()).hasSize(1);
        assertThat(revision.source().checksum())
                .isEqualTo(
                        revisions(compiler()).fromClass(AddUsers.class).source().checksum());
    }

    @Test
    void withoutCompilerAndClassTheProblemIsTold() {
        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 1\"); }");

        Problem problem = problemOf(() -> readOne(Optional.empty()).source().content());

        assertThat(problem.code().code()).isEqualTo("RV232");
        assertThat(problem.remedy()).contains("JDK");
    }

    @Test
    void theRevisionsOfAPackageAreFound() {
        List<Revision> revisions = revisions(compiler()).fromPackage("dev.segue.revision.java.samples");

        assertThat(revisions).hasSize(1);
        Revision revision = revisions.get(0);
        assertThat(revision.id()).isEqualTo(new RevisionId("a1b2c3"));
        assertThat(revision.source().location()).isEqualTo("dev.segue.revision.java.samples.AddUsers");
        assertThat(revision.source().content().downgrade()).isInstanceOf(Downgrade.Steps.class);
        assertThat(revision.source().fingerprint()).contains(revision.source().checksum());
    }

    @Test
    void thePackageMayLieInAJar() throws IOException {
        Path jar = project.resolve("migrations.jar");
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name :
                    List.of("shop/", "shop/AddUsers.class", "shop/deeper/AddOrders.class", "shopping/X.class")) {
                output.putNextEntry(new JarEntry(name));
                output.closeEntry();
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(PackageScan.classNames("shop", loader))
                    .containsExactly("shop.AddUsers", "shop.deeper.AddOrders");
        }
    }

    @Test
    void aMistakeInTheSqlIsNotShownAsAPlaceInTheJava() {
        writeRevision("AddUsers", "public void upgrade(Operations op) { op.execute(\"SELECT 'x\"); }");

        Problem problem = problemOf(() -> readOne().source().content());

        assertThat(problem.excerpt().orElseThrow().place()).isEqualTo("SQL in migrations/AddUsers.java:1:8");
    }

    @Test
    void aPackageThatIsNotThereIsNamed() {
        assertThat(problemOf(() -> revisions(compiler()).fromPackage("no.such.place"))
                        .text())
                .contains("RV201", "no.such.place");
    }

    @Test
    void aHundredSourcesAreCompiledInOneGo() {
        for (int i = 0; i < 100; i++) {
            write(
                    "Add" + i,
                    "@RevisionHeader(id = \"r" + i + "\") public final class Add" + i + " extends Migration {"
                            + "public void upgrade(Operations op) { op.execute(\"SELECT " + i + "\"); } }");
        }

        List<Revision> revisions = read();

        assertThat(revisions).hasSize(100);
        assertThat(revisions)
                .allSatisfy(revision ->
                        assertThat(revision.source().content().upgrade()).hasSize(1));
        assertThat(project.resolve("cache/java-revisions")).isDirectoryContaining("glob:**.classes");
    }

    private void writeRevision(String name, String body) {
        write(
                name,
                "@RevisionHeader(id = \"r1\")\npublic final class " + name + " extends Migration {\n" + body + "\n}");
    }

    private void write(String name, String text) {
        try {
            Path folder = Files.createDirectories(project.resolve("migrations"));
            Files.writeString(folder.resolve(name + ".java"), IMPORTS + text);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private RevisionWriter writer() {
        return new RevisionWriter(project.resolve("migrations"), Clock.systemUTC());
    }

    private static Optional<JavaCompiler> compiler() {
        return Optional.of(ToolProvider.getSystemJavaCompiler());
    }

    private JavaRevisions revisions(Optional<JavaCompiler> compiler) {
        return new JavaRevisions(
                SqlSyntax.POSTGRESQL, getClass().getClassLoader(), Optional.of(project.resolve("cache")), compiler);
    }

    private Revision readOne() {
        return readOne(compiler());
    }

    private Revision readOne(Optional<JavaCompiler> compiler) {
        List<Revision> revisions = read(compiler);
        assertThat(revisions).hasSize(1);
        return revisions.get(0);
    }

    private List<Revision> read() {
        return read(compiler());
    }

    private List<Revision> read(Optional<JavaCompiler> compiler) {
        return revisions(compiler)
                .fromSources(RevisionFolder.list(project.resolve("migrations"), project).stream()
                        .map(FoundFile::read)
                        .toList());
    }

    private static Problem problemOf(Runnable reading) {
        try {
            reading.run();
        } catch (SegueException failure) {
            return failure.problem();
        }
        throw new AssertionError("was accepted");
    }
}
