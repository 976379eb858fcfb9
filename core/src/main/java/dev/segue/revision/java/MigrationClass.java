package dev.segue.revision.java;

import dev.segue.operation.Operation;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.Direction;
import dev.segue.revision.Downgrade;
import dev.segue.revision.Migration;
import dev.segue.revision.MigrationNotes;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionHeader;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SqlSyntax;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;

/**
 * A compiled Java revision.
 *
 * @param location what messages call it
 */
record MigrationClass(Class<? extends Migration> type, JavaHeader header, String location) {

    /** @throws SegueException when the class is no revision */
    static MigrationClass of(Class<?> type, String location) {
        if (!Migration.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
            throw unusable(location, type, "it does not extend Migration, or is abstract");
        }
        RevisionHeader annotation = type.getAnnotation(RevisionHeader.class);
        if (annotation == null) {
            throw RevisionFileProblem.NO_JAVA_HEADER.with(
                    "\"" + type.getName() + "\" extends Migration, but does not say which revision it is",
                    "put @RevisionHeader(id = \"…\", message = \"…\") before the class");
        }
        try {
            return new MigrationClass(type.asSubclass(Migration.class), JavaHeader.of(annotation), location);
        } catch (IllegalArgumentException cause) {
            throw unusable(location, type, String.valueOf(cause.getMessage()));
        }
    }

    private static SegueException unusable(String location, Class<?> type, String reason) {
        return RevisionFileProblem.UNUSABLE_CLASS.with(
                "\"" + type.getName() + "\" in " + location + " cannot be used as a revision: " + reason,
                "make it a public final class that extends Migration, with a constructor without parameters");
    }

    /** Asks the class what it wants, once in each direction. */
    RevisionContent content(SqlSyntax syntax) {
        MigrationNotes upgrade = notes(Direction.UPGRADE, syntax);
        MigrationNotes downgrade = notes(Direction.DOWNGRADE, syntax);
        refuseContradiction("upgrade", upgrade);
        refuseContradiction("downgrade", downgrade);
        if (upgrade.instead().filter(Downgrade.Irreversible.class::isInstance).isPresent()) {
            throw RevisionFileProblem.DIRECTIVE_MISPLACED.with(
                    "the upgrade of \"" + type.getName() + "\" says irreversible", "say it in the downgrade");
        }
        if (upgrade.operations().isEmpty() && upgrade.instead().isEmpty() && !header.isMerge()) {
            throw RevisionFileProblem.EMPTY_UPGRADE.with(
                    "the upgrade of \"" + type.getName() + "\" in " + location + " does nothing",
                    "write operations, or say there why it has none: nothing(\"…\")");
        }
        return new RevisionContent(upgrade.operations(), downgrade(upgrade, downgrade), header.transactionWish());
    }

    private static Downgrade downgrade(MigrationNotes upgrade, MigrationNotes downgrade) {
        List<Operation> operations = downgrade.operations();
        Optional<Downgrade> said = downgrade.instead();
        if (said.isPresent()) {
            return said.get();
        }
        if (!operations.isEmpty()) {
            return new Downgrade.Steps(operations);
        }
        if (upgrade.operations().isEmpty()) {
            return upgrade.instead().orElse(new Downgrade.Nothing("it only joins branches"));
        }
        return new Downgrade.Missing();
    }

    private void refuseContradiction(String direction, MigrationNotes notes) {
        if (notes.instead().isPresent() && !notes.operations().isEmpty()) {
            throw RevisionFileProblem.CONTRADICTION.with(
                    "the " + direction + " of \"" + type.getName() + "\" in " + location
                            + " has operations, and says that it has none",
                    "take one of them out");
        }
    }

    private MigrationNotes notes(Direction direction, SqlSyntax syntax) {
        Migration migration = newInstance();
        try {
            return migration.notes(direction, syntax, "SQL in " + location);
        } catch (SegueException failure) {
            throw failure;
        } catch (RuntimeException | LinkageError cause) {
            throw failed(cause);
        }
    }

    private Migration newInstance() {
        try {
            Constructor<? extends Migration> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException thrown) {
            throw failed(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (NoSuchMethodException missing) {
            throw unusable(location, type, "it has no constructor without parameters");
        } catch (ReflectiveOperationException | LinkageError | RuntimeException cause) {
            throw failed(cause);
        }
    }

    private SegueException failed(Throwable cause) {
        Problem problem = Problem.of(
                RevisionFileProblem.REVISION_CODE_FAILED,
                "the code of revision " + header.id() + " failed" + lineOf(cause) + ": "
                        + OneLine.of(String.valueOf(cause)),
                "correct the code; it only takes notes, so nothing was done");
        return problem.toException(cause);
    }

    /** The innermost line of the revision's own file. */
    private String lineOf(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().equals(type.getName()) && frame.getLineNumber() > 0) {
                return " at " + location + ":" + frame.getLineNumber();
            }
        }
        return " in " + location;
    }
}
