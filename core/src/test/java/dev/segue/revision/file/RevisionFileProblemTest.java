package dev.segue.revision.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionFileProblemTest {

    @Test
    void everyProblemHasASection() throws IOException {
        List<String> sections = Files.readString(Path.of("..", "docs", "problems", "RV-files.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(Arrays.stream(RevisionFileProblem.values())
                        .map(RevisionFileProblem::code)
                        .toList());
    }
}
