package dev.segue.dialect.sqlite;

import dev.segue.dialect.Examination;
import dev.segue.jdbc.FailureReader;
import dev.segue.jdbc.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a SQLite database the way a careful person does before a deployment. It only reads. */
final class SqliteExamination {

    private SqliteExamination() {}

    static List<Examination> examine(Session session, String display, Optional<Path> file, FailureReader failures) {
        List<Examination> examinations = new ArrayList<>();
        examinations.add(Examination.fine("connection", "connected to " + display));
        String version = session.query("SELECT sqlite_version() AS version", row -> row.text("version"))
                .get(0);
        examinations.add(Examination.fine("version", "SQLite " + version));
        file.ifPresent(path -> examinations.add(examineFile(path)));
        examinations.add(examineLock(file, failures));
        examinations.add(examineIntegrity(session));
        return examinations;
    }

    private static Examination examineFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        boolean mayWrite = Files.isWritable(file) && (folder == null || Files.isWritable(folder));
        return mayWrite
                ? Examination.fine("permissions", "this user may write " + file)
                : Examination.trouble(
                        "permissions",
                        "this user may not write " + file + " or its folder",
                        "give it the right: SQLite writes its journal beside the database");
    }

    private static Examination examineLock(Optional<Path> file, FailureReader failures) {
        if (file.isEmpty()) {
            return Examination.fine("migration lock", "not needed for a database in memory");
        }
        try (SqliteWatchtower watchtower = SqliteWatchtower.beside(file, failures)) {
            return watchtower.tryLock()
                    ? Examination.fine("migration lock", "free")
                    : Examination.warning(
                            "migration lock",
                            "held by another process",
                            "wait for it; a second runner waits by itself");
        }
    }

    private static Examination examineIntegrity(Session session) {
        String verdict = session.query("PRAGMA quick_check(1)", row -> row.text("quick_check"))
                .get(0);
        return verdict.equals("ok")
                ? Examination.fine("integrity", "quick_check found nothing")
                : Examination.trouble("integrity", verdict, "restore a backup, or run PRAGMA integrity_check");
    }
}
