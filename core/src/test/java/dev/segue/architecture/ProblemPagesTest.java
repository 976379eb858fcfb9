package dev.segue.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.segue.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "problems");

    @Test
    void everyCodeHasAPlaceInTheDocs() throws IOException {
        Set<String> headings = headings();

        assertThat(codes()).isNotEmpty().allSatisfy(code -> assertThat(headings).contains("## " + code));
    }

    @Test
    void noCodeIsUsedTwice() {
        List<String> codes = codes();

        assertThat(codes).doesNotHaveDuplicates();
    }

    private static List<String> codes() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.segue").stream()
                        .filter(JavaClass::isEnum)
                        .filter(type -> type.isAssignableTo(ProblemCode.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(constant -> ((ProblemCode) constant).code())
                        .toList();
    }

    private static Set<String> headings() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return pages.flatMap(ProblemPagesTest::lines)
                    .filter(line -> line.startsWith("## "))
                    .map(String::strip)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> lines(Path page) {
        try {
            return Files.readAllLines(page).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
