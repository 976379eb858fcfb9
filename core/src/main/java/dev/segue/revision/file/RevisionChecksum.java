package dev.segue.revision.file;

import dev.segue.operation.ExecuteSql;
import dev.segue.operation.Operation;
import dev.segue.operation.RunCode;
import dev.segue.revision.Downgrade;
import dev.segue.revision.RevisionContent;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over what a revision does. Its statements count, in both directions and in their order, its id, its kind and
 * whether it wants a transaction, and what directives say about single statements; so do the descriptions of Java code, whose text is not known where only classes are.
 * Comments, white space, line ends, the message, labels, parents and the wording of reasons do not count: a history may
 * be told in better words, and its branches be joined differently, without any database having missed something.
 */
public final class RevisionChecksum {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    /** How the statements of a format are taken where nothing is said: that leaves no trace. */
    private final ExecuteSql.Manner usualManner;

    private RevisionChecksum(ExecuteSql.Manner usualManner) {
        this.usualManner = usualManner;
    }

    /** Where statements are run as written. */
    public static String of(RevisionId id, RevisionKind kind, RevisionContent content) {
        return of(id, kind, content, ExecuteSql.Manner.VERBATIM);
    }

    /** Where statements say what is meant, unless a directive says otherwise. */
    public static String ofIntentions(RevisionId id, RevisionKind kind, RevisionContent content) {
        return of(id, kind, content, ExecuteSql.Manner.INTENTION);
    }

    private static String of(RevisionId id, RevisionKind kind, RevisionContent content, ExecuteSql.Manner usualManner) {
        RevisionChecksum checksum = new RevisionChecksum(usualManner);
        checksum.add("segue 1");
        checksum.add(id.value());
        checksum.add(kind.name());
        checksum.addWishes(content);
        checksum.add("upgrade");
        checksum.add(content.upgrade());
        checksum.add(content.downgrade());
        return checksum.digest();
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("every Java platform has SHA-256", cause);
        }
    }

    /** Where both directions want the same, it is said once: almost everywhere. */
    private void addWishes(RevisionContent content) {
        add(content.upgradeWish().name());
        if (content.downgradeWish() != content.upgradeWish()) {
            add("downgrade " + content.downgradeWish().name());
        }
    }

    private void add(Downgrade downgrade) {
        if (downgrade instanceof Downgrade.Steps steps) {
            add("downgrade");
            add(steps.operations());
        } else {
            add(downgrade.getClass().getSimpleName());
        }
    }

    private void add(List<Operation> operations) {
        for (Operation operation : operations) {
            add(wordingOf(operation));
        }
    }

    /** Each text with its length before it, so that no two lists of texts look the same. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        content.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        content.writeBytes(bytes);
    }

    private String wordingOf(Operation operation) {
        if (operation instanceof ExecuteSql sql) {
            // A version control system may have changed line ends inside strings and function bodies.
            return "sql " + wordingOf(sql.manner())
                    + sql.statement().normalized().replace("\r\n", "\n");
        }
        return operation instanceof RunCode code ? "java " + code.description() : operation.toString();
    }

    private String wordingOf(ExecuteSql.Manner manner) {
        if (manner.saysNoMore() && manner.isIntention() == usualManner.isIntention()) {
            return "";
        }
        return (manner.isIntention() ? "" : "verbatim ")
                + manner.phase().map(phase -> "phase " + phase.name() + "; ").orElse("")
                + manner.value().map(value -> "value " + value + "; ").orElse("")
                + manner.back().map(back -> "back " + back + "; ").orElse("")
                + manner.batches().map(batches -> "batches; ").orElse("");
    }
}
