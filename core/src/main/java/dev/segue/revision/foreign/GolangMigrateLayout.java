package dev.segue.revision.foreign;

import dev.segue.problem.SegueException;
import dev.segue.revision.TransactionWish;
import dev.segue.revision.file.FoundFile;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code 000001_add_users.up.sql} and {@code 000001_add_users.down.sql}. */
public final class GolangMigrateLayout implements ForeignLayout {

    private static final String UP = ".up.sql";
    private static final String DOWN = ".down.sql";

    private final SqlSyntax syntax;

    public GolangMigrateLayout(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    /** True when a file is named as this tool names its files. */
    public static boolean claims(String fileName) {
        int digits = Version.digitsIn(fileName);
        return digits > 0 && fileName.startsWith("_", digits) && (fileName.endsWith(UP) || fileName.endsWith(DOWN));
    }

    @Override
    public ForeignRevisions read(List<FoundFile> files) {
        UpDownFiles pairs = new UpDownFiles();
        for (FoundFile file : files) {
            try {
                take(file, pairs);
            } catch (SegueException failure) {
                pairs.problems().add(failure);
            }
        }
        List<ForeignRevision> migrations = new ArrayList<>();
        for (UpDownFiles.Pair pair : pairs.complete()) {
            migrations.add(migration(pair));
        }
        return new ForeignRevisions(ForeignRevision.inLine(migrations), List.of());
    }

    private static void take(FoundFile file, UpDownFiles pairs) {
        if (!file.name().endsWith(".sql")) {
            return;
        }
        Version version = Version.atBeginningOf(file.name())
                .filter(found -> claims(file.name()))
                .orElseThrow(() -> RevisionFileProblem.FOREIGN_NAME.with(
                        "\"" + file.location() + "\" is not named as golang-migrate names its files",
                        "name it like 000001_add_users.up.sql and 000001_add_users.down.sql, or move it away"));
        if (file.name().endsWith(UP)) {
            pairs.addUp(version, file);
        } else {
            pairs.addDown(version, file);
        }
    }

    private ForeignRevision migration(UpDownFiles.Pair pair) {
        RevisionFile up = pair.up();
        Optional<RevisionFile> down = pair.down();
        String stem = up.name().substring(0, up.name().length() - UP.length());
        String whereDownBelongs = down.map(RevisionFile::name).orElse(stem + DOWN);
        return new ForeignRevision(
                pair.version(),
                stem.substring(Version.digitsIn(stem)),
                pair.files(),
                () -> ForeignScript.content(
                        up.source(),
                        down.map(RevisionFile::source),
                        whereDownBelongs,
                        TransactionWish.DEFAULT,
                        TransactionWish.DEFAULT,
                        syntax));
    }
}
