package dev.segue.revision.file;

import dev.segue.revision.RevisionId;
import dev.segue.revision.RevisionKind;

/** The text of a new SQL file: complete and valid as it stands, with room for what a person wants to say. */
final class NewSqlFile {

    private static final String SCHEMA = """

            -- segue:upgrade
            -- What changes, as plain SQL. For example:
            --   ALTER TABLE users ADD COLUMN display_name text;
            -- segue:nothing "nothing is written yet: put your statements in place of this line"

            -- segue:downgrade
            -- What takes it back. For example:
            --   ALTER TABLE users DROP COLUMN display_name;
            -- Where nothing can take it back, say so:  -- segue:irreversible "why"
            -- Where nothing has to be taken back:      -- segue:nothing "why"
            """;

    private static final String DATA = """

            -- segue:upgrade
            -- What happens to the rows; the shape of tables is for revisions of its own. The line with segue:backfill lets
            -- an UPDATE, DELETE or INSERT … SELECT run in small batches that keep nobody waiting. For example:
            --   -- segue:backfill batch=auto
            --   UPDATE users SET display_name = username WHERE display_name IS NULL;
            -- segue:nothing "nothing is written yet: put your statements in place of this line"

            -- segue:downgrade
            -- What takes it back, as plain SQL.
            -- Where nothing can take it back, say so:  -- segue:irreversible "why"
            -- Where nothing has to be taken back:      -- segue:nothing "why"
            """;

    private static final String MERGE = """

            -- This revision joins its parents into one line again. It needs no statements; if what was done on one
            -- branch has to be reconciled with the other, add the sections -- segue:upgrade and -- segue:downgrade.
            """;

    private NewSqlFile() {}

    static String of(NewRevision revision) {
        StringBuilder text = new StringBuilder();
        line(text, "revision", revision.id() + (revision.kind() == RevisionKind.DATA ? " data" : ""));
        for (RevisionId parent : revision.parents()) {
            line(text, "parent", parent.value());
        }
        for (String dependency : revision.dependsOn()) {
            line(text, "depends-on", dependency);
        }
        for (String label : revision.labels()) {
            line(text, "label", label);
        }
        if (!revision.message().isEmpty()) {
            line(text, "message", revision.message());
        }
        return text.append(body(revision)).toString();
    }

    private static String body(NewRevision revision) {
        if (revision.isMerge()) {
            return MERGE;
        }
        return revision.kind() == RevisionKind.DATA ? DATA : SCHEMA;
    }

    private static void line(StringBuilder text, String name, String argument) {
        text.append("-- segue:")
                .append(name)
                .append(" ".repeat(11 - name.length()))
                .append(argument)
                .append('\n');
    }
}
