package dev.segue.revision.file;

import dev.segue.problem.SegueException;
import dev.segue.revision.Revision;
import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;
import dev.segue.sql.SqlSyntax;
import java.util.List;

/**
 * A revision in Segue's own SQL format: plain SQL, with directives as comments.
 *
 * <pre>{@code
 * -- segue:revision 8f2c41aa03b1
 * -- segue:parent   51d0c3e7a9f4
 * -- segue:message  call users by their display name
 *
 * -- segue:upgrade
 * ALTER TABLE users RENAME COLUMN username TO display_name;
 *
 * -- segue:downgrade
 * ALTER TABLE users RENAME COLUMN display_name TO username;
 * }</pre>
 *
 * Only the top of the file is read at once; its statements are read when the revision's content is asked for.
 */
public final class SqlRevision {

    private SqlRevision() {}

    /** True when the file speaks to Segue anywhere: enough to tell it from the files of other tools. */
    public static boolean isIn(RevisionFile file) {
        return file.top().text().contains("segue:revision");
    }

    /** @throws SegueException when the top of the file cannot be understood */
    public static Revision read(RevisionFile file, SqlSyntax syntax) {
        SqlHeader header = SqlHeader.of(HeaderScan.directives(file.top(), syntax));
        RevisionId id = header.id();
        if (id == null) {
            throw RevisionFileProblem.NO_REVISION_LINE.with(
                    "\"" + file.location() + "\" does not say which revision it is",
                    "begin it with a line such as -- segue:revision 8f2c41aa03b1, or move it out of the migrations folder;"
                            + " `segue revision` writes new files");
        }
        String message = header.message();
        List<RevisionId> parents = header.parents();
        RevisionKind kind = header.kind();
        return new Revision(
                id,
                parents,
                header.dependsOn(),
                header.labels(),
                message == null ? file.name() : message,
                kind,
                new LazySource(
                        file.location(),
                        file.fingerprint(),
                        () -> SqlBody.read(file.source(), syntax, parents.size() > 1),
                        content -> RevisionChecksum.ofIntentions(id, kind, content)));
    }
}
