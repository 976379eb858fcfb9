package dev.segue.revision.foreign;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.problem.SourceExcerpt;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Folders such as {@code 2026-11-21-143205_add_users} with {@code up.sql}, {@code down.sql} and {@code metadata.toml}. */
public final class DieselLayout implements ForeignLayout {

    private static final String UP = "up.sql";
    private static final String DOWN = "down.sql";
    private static final String METADATA = "metadata.toml";
    private static final String RUN_IN_TRANSACTION = "run_in_transaction";

    private final SqlSyntax syntax;

    public DieselLayout(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    /** True when a file is named as this tool names its files. */
    public static boolean claims(String fileName) {
        return fileName.equals(UP) || fileName.equals(DOWN);
    }

    @Override
    public ForeignRevisions read(List<FoundFile> files) {
        UpDownFiles pairs = new UpDownFiles();
        Map<Version, RevisionFile> metadata = new HashMap<>();
        for (FoundFile file : files) {
            try {
                take(file, pairs, metadata);
            } catch (SegueException failure) {
                pairs.problems().add(failure);
            }
        }
        List<ForeignRevision> migrations = new ArrayList<>();
        for (UpDownFiles.Pair pair : pairs.complete()) {
            migrations.add(migration(pair, Optional.ofNullable(metadata.get(pair.version()))));
        }
        return new ForeignRevisions(ForeignRevision.inLine(migrations), List.of());
    }

    private static void take(FoundFile file, UpDownFiles pairs, Map<Version, RevisionFile> metadata) {
        switch (file.name()) {
            case UP -> pairs.addUp(version(file), file);
            case DOWN -> pairs.addDown(version(file), file);
            case METADATA -> metadata.put(version(file), file.read());
            default -> {
                if (file.name().endsWith(".sql")) {
                    throw RevisionFileProblem.FOREIGN_NAME.with(
                            "\"" + file.location() + "\" is not named as diesel names its files",
                            "name it up.sql or down.sql, or move it away");
                }
            }
        }
    }

    private static Version version(FoundFile file) {
        String folder = file.folderName();
        int end = folder.indexOf('_');
        String version = (end < 0 ? folder : folder.substring(0, end)).replace("-", "");
        return Version.of(version)
                .orElseThrow(() -> RevisionFileProblem.FOREIGN_NAME.with(
                        "\"" + file.location() + "\" lies in a folder that is not named as diesel names its folders",
                        "name the folder like 2026-11-21-143205_add_users, or move it away"));
    }

    private ForeignRevision migration(UpDownFiles.Pair pair, Optional<RevisionFile> metadata) {
        RevisionFile up = pair.up();
        String folder = String.valueOf(up.path().getName(up.path().getNameCount() - 2));
        return new ForeignRevision(
                pair.version(),
                folder.contains("_") ? folder.substring(folder.indexOf('_')) : "",
                Stream.concat(pair.files().stream(), metadata.stream()).toList(),
                () -> content(pair, metadata));
    }

    private RevisionContent content(UpDownFiles.Pair pair, Optional<RevisionFile> metadata) {
        TransactionWish wish = TransactionWish.noneIf(
                metadata.filter(DieselLayout::refusesTransaction).isPresent());
        return ForeignScript.content(
                pair.up().source(), pair.down().map(RevisionFile::source), DOWN, wish, wish, syntax);
    }

    private static boolean refusesTransaction(RevisionFile metadata) {
        TomlParseResult toml = Toml.parse(metadata.source().text());
        if (toml.hasErrors()) {
            throw malformed(metadata, toml.errors().get(0));
        }
        for (String key : toml.keySet()) {
            boolean isUnderstood = key.equals(RUN_IN_TRANSACTION) && toml.isBoolean(RUN_IN_TRANSACTION);
            if (!isUnderstood) {
                throw RevisionFileProblem.SCRIPT_CONFIGURATION.with(
                        "\"" + metadata.location() + "\" has a setting \"" + OneLine.of(key)
                                + "\" that Segue does not understand",
                        "only run_in_transaction = true or false is supported; take the line out");
            }
        }
        return !toml.getBoolean(RUN_IN_TRANSACTION, () -> true);
    }

    private static SegueException malformed(RevisionFile metadata, TomlParseError error) {
        int line = error.position().line();
        String lineText =
                metadata.source().text().lines().skip(line - 1L).findFirst().orElse("");
        return Problem.of(
                        RevisionFileProblem.SCRIPT_CONFIGURATION,
                        "\"" + metadata.location() + "\" is no TOML: " + OneLine.of(String.valueOf(error.getMessage())),
                        "correct the file")
                .at(new SourceExcerpt(
                        metadata.location(), line, error.position().column(), lineText))
                .toException();
    }
}
