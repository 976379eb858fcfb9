package dev.segue.revision.foreign;

import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.LazySource;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionChecksum;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import dev.segue.sql.SqlSyntax;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code V1.2__add_users.sql}, {@code U1.2__add_users.sql} that undoes it, {@code R__views.sql} that is repeatable. */
public final class FlywayLayout implements ForeignLayout {

    private static final String SQL = ".sql";

    private final SqlSyntax syntax;
    private final Placeholders placeholders;

    /** @param placeholders values for {@code ${name}}; {@code flyway:filename} is known without being given */
    public FlywayLayout(SqlSyntax syntax, Map<String, String> placeholders) {
        this.syntax = syntax;
        this.placeholders = new Placeholders(placeholders);
    }

    /** True when a file is named as this tool names its files. */
    public static boolean claims(String fileName) {
        return fileName.contains(FlywayName.SEPARATOR)
                && FlywayName.of(stemOf(fileName)).isPresent();
    }

    @Override
    public ForeignRevisions read(List<FoundFile> files) {
        Reading reading = new Reading();
        for (FoundFile file : files) {
            try {
                reading.take(file);
            } catch (SegueException failure) {
                reading.pairs.problems().add(failure);
            }
        }
        return reading.result();
    }

    private static String stemOf(String fileName) {
        int suffix = fileName.lastIndexOf('.');
        return suffix < 0 ? fileName : fileName.substring(0, suffix);
    }

    private ForeignRevision versioned(UpDownFiles.Pair pair, Map<Path, RevisionFile> configurations) {
        FlywayScript up = script(pair.up(), configurations);
        Optional<FlywayScript> down = pair.down().map(file -> script(file, configurations));
        String description = stemOf(pair.up().name()).substring(1);
        int separator = description.indexOf(FlywayName.SEPARATOR);
        return new ForeignRevision(
                pair.version(),
                separator < 0 ? "" : description.substring(separator),
                Stream.concat(Stream.of(up), down.stream())
                        .flatMap(script -> script.files().stream())
                        .toList(),
                () -> content(up, up.source(), down, down.map(FlywayScript::source)),
                () -> content(up, up.lastingSource(), down, down.map(FlywayScript::lastingSource)));
    }

    private RevisionContent content(
            FlywayScript up, SourceText upText, Optional<FlywayScript> down, Optional<SourceText> downText) {
        TransactionWish downWish = down.map(FlywayScript::transactionWish).orElse(TransactionWish.DEFAULT);
        String whereDownBelongs = down.map(script -> script.file().name())
                .orElse("U" + up.file().name().substring(1));
        return ForeignScript.content(upText, downText, whereDownBelongs, up.transactionWish(), downWish, syntax);
    }

    /** As with Flyway, a repeatable migration is another one as soon as the value of a placeholder is. */
    private Revision repeatable(RevisionId id, FlywayScript script) {
        byte[] text = script.source().text().getBytes(StandardCharsets.UTF_8);
        String fingerprint = script.fingerprint() + "/" + RevisionFile.fingerprint(text);
        String message = id.value().substring("R__".length()).replace('_', ' ');
        return new Revision(
                id,
                List.of(),
                List.of(),
                Set.of(),
                OneLine.of(message),
                RevisionKind.REPEATABLE,
                new LazySource(
                        script.file().location(),
                        fingerprint,
                        () -> new RevisionContent(
                                ForeignScript.operations(script.source(), syntax),
                                new Downgrade.Nothing("a repeatable migration is replaced by its next text"),
                                script.transactionWish()),
                        content -> RevisionChecksum.of(id, RevisionKind.REPEATABLE, content)));
    }

    private FlywayScript script(RevisionFile file, Map<Path, RevisionFile> configurations) {
        Path beside = file.path().resolveSibling(file.name() + ScriptConfiguration.SUFFIX);
        return new FlywayScript(file, Optional.ofNullable(configurations.get(beside)), placeholders);
    }

    /** One reading of all files. */
    private final class Reading {

        private final Map<Path, RevisionFile> configurations = new HashMap<>();
        private final UpDownFiles pairs = new UpDownFiles();
        private final Map<RevisionId, RevisionFile> repeatables = new TreeMap<>();

        private void take(FoundFile file) {
            String stem = stemOf(file.name());
            if (file.name().endsWith(SQL)) {
                FlywayName name = FlywayName.of(stem).orElseThrow(() -> unknown(file, stem));
                take(file, name);
            } else if (file.name().endsWith(SQL + ScriptConfiguration.SUFFIX)) {
                configurations.put(file.path(), file.read());
            } else if (claims(file.name())) {
                throw unsupported(file, "is no SQL script", "write it as SQL, or as a Java revision of Segue");
            }
        }

        private void take(FoundFile file, FlywayName name) {
            switch (name.kind()) {
                case VERSIONED -> pairs.addUp(name.version().orElseThrow(), file);
                case UNDO -> pairs.addDown(name.version().orElseThrow(), file);
                case REPEATABLE -> takeRepeatable(file, name);
                case BASELINE ->
                    throw unsupported(
                            file, "is a baseline script of Flyway", "use the versioned scripts that it stands for");
            }
        }

        private void takeRepeatable(FoundFile file, FlywayName name) {
            RevisionFile script = file.read();
            RevisionFile twin = repeatables.putIfAbsent(new RevisionId(name.idOfRepeatable()), script);
            if (twin != null) {
                throw RevisionFileProblem.DUPLICATE_VERSION.with(
                        "\"" + twin.location() + "\" and \"" + file.location() + "\" have the same description",
                        "give one of them another name");
            }
        }

        private SegueException unknown(FoundFile file, String stem) {
            return FlywayName.isCallback(stem)
                    ? unsupported(
                            file,
                            "is a callback of Flyway",
                            "make it a repeatable migration, R__….sql, or move it away")
                    : RevisionFileProblem.FOREIGN_NAME.with(
                            "\"" + file.location() + "\" is not named as Flyway names its files",
                            "name it like V1.2__add_users.sql, U1.2__add_users.sql or R__views.sql, or move it away");
        }

        private SegueException unsupported(FoundFile file, String what, String remedy) {
            return RevisionFileProblem.FOREIGN_KIND.with(
                    "\"" + file.location() + "\" " + what + ", which Segue does not run", remedy);
        }

        private ForeignRevisions result() {
            List<ForeignRevision> migrations = new ArrayList<>();
            for (UpDownFiles.Pair pair : pairs.complete()) {
                migrations.add(versioned(pair, configurations));
            }
            List<Revision> repeated = new ArrayList<>();
            repeatables.forEach((id, file) -> repeated.add(repeatable(id, script(file, configurations))));
            return new ForeignRevisions(ForeignRevision.inLine(migrations), repeated);
        }
    }
}
