package dev.segue.revision.file;

import dev.segue.revision.RevisionKind;
import java.util.ArrayList;
import java.util.List;

/** The text of a new Java revision: it compiles as it stands, with room for what a person wants to say. */
final class NewJavaFile {

    private static final String IMPORTS = """
            import dev.segue.operation.Operations;
            import dev.segue.revision.Migration;
            import dev.segue.revision.RevisionHeader;
            """;

    private static final String SCHEMA = """

                /** What changes. */
                @Override
                public void upgrade(Operations op) {
                    // op.execute("ALTER TABLE users ADD COLUMN display_name text");
                    nothing("nothing is written yet: put your operations in place of this line");
                }

                /** What takes it back. */
                @Override
                public void downgrade(Operations op) {
                    // op.execute("ALTER TABLE users DROP COLUMN display_name");
                    // Where nothing can take it back, say so:  irreversible("why");
                    // Where nothing has to be taken back:      nothing("why");
                }
            }
            """;

    private static final String DATA = """

                /** What happens to the rows. */
                @Override
                public void upgrade(Operations op) {
                    // op.table("users").backfill(fill -> fill.set("display_name", "username").where("display_name IS NULL"));
                    // op.backfill("users").read("username").write("display_name").with(row -> titled(row.text("username")));
                    nothing("nothing is written yet: put your operations in place of this line");
                }

                /** What takes it back. */
                @Override
                public void downgrade(Operations op) {
                    // Where nothing can take it back, say so:  irreversible("why");
                    // Where nothing has to be taken back:      nothing("why");
                }
            }
            """;

    private static final String MERGE = """

                /** Joins its parents into one line again; it needs no operations. */
                @Override
                public void upgrade(Operations op) {}

                @Override
                public void downgrade(Operations op) {}
            }
            """;

    private NewJavaFile() {}

    static String of(NewRevision revision, String className) {
        boolean isData = revision.kind() == RevisionKind.DATA;
        StringBuilder text = new StringBuilder(IMPORTS);
        if (isData) {
            text.append("import dev.segue.revision.RevisionKind;\n");
        }
        List<String> values = new ArrayList<>();
        values.add("id = " + literal(revision.id().value()));
        if (!revision.parents().isEmpty()) {
            values.add("parent = " + literals(revision.parents()));
        }
        if (!revision.dependsOn().isEmpty()) {
            values.add("dependsOn = " + literals(revision.dependsOn()));
        }
        if (!revision.labels().isEmpty()) {
            values.add("label = " + literals(revision.labels()));
        }
        if (isData) {
            values.add("kind = RevisionKind.DATA");
        }
        values.add("message = " + literal(revision.message()));
        text.append("\n@RevisionHeader(\n        ");
        text.append(String.join(",\n        ", values));
        text.append(")\npublic final class ").append(className).append(" extends Migration {\n");
        return text.append(body(revision)).toString();
    }

    private static String body(NewRevision revision) {
        if (revision.isMerge()) {
            return MERGE;
        }
        return revision.kind() == RevisionKind.DATA ? DATA : SCHEMA;
    }

    private static String literals(List<?> texts) {
        List<String> literals = new ArrayList<>();
        for (Object text : texts) {
            literals.add(literal(text.toString()));
        }
        return literals.size() == 1 ? literals.get(0) : "{" + String.join(", ", literals) + "}";
    }

    private static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
