package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.problem.SegueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditedRevisionTest {

    private static final String NOTHING_YET = "-- segue:nothing \"not yet\"";

    @TempDir
    private Path project;

    @Test
    void aTemplateThatWasAppliedTooEarlyCanBeTakenBackAsTheMessageSays() throws IOException {
        write("aaaa1", "", NOTHING_YET);
        segue().upgrade("heads");
        write("aaaa1", "", "CREATE TABLE a (id integer);");

        SegueException refused = catchThrowableOfType(SegueException.class, () -> segue().upgrade("heads"));
        segue().stamp(List.of("base"));

        assertThat(refused.problem().remedy()).endsWith("run `segue stamp base` and upgrade again");
        assertThat(segue().upgrade("heads").revisions()).hasSize(1);
    }

    @Test
    void stampingIsNotProposedWhereItWouldForgetMore() throws IOException {
        write("aaaa1", "", NOTHING_YET);
        write("bbbb1", "-- segue:parent aaaa1", NOTHING_YET);
        segue().upgrade("heads");
        write("aaaa1", "", "CREATE TABLE a (id integer);");

        SegueException refused = catchThrowableOfType(SegueException.class, () -> segue().upgrade("heads"));

        assertThat(refused.problem().remedy()).endsWith("`segue stamp --accept aaaa1`");
    }

    private Segue segue() {
        return Segue.builder()
                .database("jdbc:sqlite:" + project.resolve("app.db"), "", "")
                .project(project)
                .build();
    }

    private void write(String id, String parent, String upgrade) throws IOException {
        Files.createDirectories(project.resolve("migrations"));
        Files.writeString(
                project.resolve("migrations/" + id + ".sql"),
                String.join(
                        "\n",
                        "-- segue:revision " + id,
                        parent,
                        "-- segue:upgrade",
                        upgrade,
                        "-- segue:downgrade",
                        "-- segue:nothing \"a test\""));
    }
}
