package dev.segue.revision.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Revision;
import dev.segue.revision.file.RevisionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of migrations that a test fills and reads. */
record Migrations(Path project) {

    Migrations with(String name, String text) {
        try {
            Path file = project.resolve("migrations").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    ForeignRevisions read(ForeignLayout layout) {
        return layout.read(RevisionFolder.list(project.resolve("migrations"), project));
    }

    /** What is wrong with the files, or with their statements. */
    Problem problem(ForeignLayout layout) {
        try {
            read(layout).revisions().forEach(revision -> revision.source().content());
        } catch (SegueException failure) {
            return failure.problem();
        }
        throw new AssertionError("was accepted");
    }

    static List<String> up(Revision revision) {
        return written(revision.source().content().upgrade());
    }

    static List<String> down(Revision revision) {
        Downgrade downgrade = revision.source().content().downgrade();
        assertThat(downgrade).isInstanceOf(Downgrade.Steps.class);
        return written(((Downgrade.Steps) downgrade).operations());
    }

    /** What is sent to the database, where that is not what is written. */
    static List<String> sent(Revision revision) {
        return revision.source().content().upgrade().stream()
                .map(operation -> ((ExecuteSql) operation).statement().text())
                .toList();
    }

    private static List<String> written(List<Operation> operations) {
        return operations.stream()
                .map(operation -> ((ExecuteSql) operation).statement().asWritten())
                .toList();
    }
}
