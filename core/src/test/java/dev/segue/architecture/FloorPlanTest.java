package dev.segue.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rooms of the library and who may use whom: documentation and law at once. */
class FloorPlanTest {

    /** A room may use the rooms after its arrow, all of which stand above it, and no other code of ours. */
    private static final String FLOOR_PLAN = """
            problem   ->
            configuration -> problem
            sql       -> problem
            schema    -> problem sql
            operation -> problem sql schema
            ddl       -> problem sql schema operation
            revision  -> problem configuration sql operation
            step      -> problem sql schema operation
            jdbc      -> problem sql
            dialect   -> problem sql schema operation ddl step jdbc
            backfill.throttle -> problem configuration sql jdbc dialect
            plan      -> problem sql schema operation revision step jdbc dialect backfill.throttle
            journal   -> problem sql operation revision step jdbc dialect plan
            backfill  -> problem configuration sql schema operation step jdbc dialect journal backfill.throttle
            verification -> problem sql step jdbc dialect
            trash     -> problem sql step jdbc dialect
            execution -> problem sql operation revision step jdbc dialect plan journal backfill verification
            """;

    private static final Set<String> LANGUAGE = Set.of("sql", "schema", "operation", "ddl", "step", "plan");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.segue");

    @Test
    void everyRoomUsesOnlyTheRoomsAfterItsArrow() {
        for (Map.Entry<String, List<String>> room : plan().entrySet()) {
            String[] allowed =
                    room.getValue().stream().map(FloorPlanTest::packages).toArray(String[]::new);

            classes()
                    .that()
                    .resideInAPackage(packages(room.getKey()))
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfSegue()
                            .or(JavaClass.Predicates.resideInAnyPackage(allowed))
                            .or(JavaClass.Predicates.resideInAPackage(packages(room.getKey()))))
                    .check(CORE);
        }
    }

    @Test
    void everyArrowPointsUp() {
        List<String> above = new ArrayList<>();
        for (Map.Entry<String, List<String>> room : plan().entrySet()) {
            assertThat(above).as("rooms above %s", room.getKey()).containsAll(room.getValue());
            above.add(room.getKey());
        }
    }

    @Test
    void everyRoomIsOnThePlan() {
        Set<String> rooms = CORE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.segue."))
                .map(name -> name.substring("dev.segue.".length()))
                .map(FloorPlanTest::roomOf)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(plan().keySet()).containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaPackage room : CORE.getPackage("dev.segue").getSubpackagesInTree()) {
            if (!room.getClasses().isEmpty()) {
                assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as("@NullMarked on %s", room.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void roomsHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.segue.(**)")
                .should()
                .beFreeOfCycles()
                .check(CORE);
    }

    @Test
    void theLanguageTouchesNeitherJdbcNorFilesNorLogs() {
        for (String room : LANGUAGE) {
            noClasses()
                    .that()
                    .resideInAPackage(packages(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "java.nio.file..", "org.slf4j..")
                    .check(CORE);
        }
    }

    @Test
    void nobodyPrints() {
        noClasses().should().accessField(System.class, "out").check(CORE);
        noClasses().should().accessField(System.class, "err").check(CORE);
    }

    private static DescribedPredicate<JavaClass> resideOutsideOfSegue() {
        return JavaClass.Predicates.resideOutsideOfPackage("dev.segue..");
    }

    private static String packages(String room) {
        return "dev.segue." + room + "..";
    }

    /** A package within another room is a room of its own where the plan says so. */
    private static String roomOf(String name) {
        if (plan().containsKey(name) || !name.contains(".")) {
            return name;
        }
        return roomOf(name.substring(0, name.lastIndexOf('.')));
    }

    private static Map<String, List<String>> plan() {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        FLOOR_PLAN.lines().forEach(line -> {
            String[] sides = line.split("->", -1);
            rooms.put(
                    sides[0].strip(),
                    Arrays.stream(sides[1].strip().split("\\s+"))
                            .filter(name -> !name.isEmpty())
                            .toList());
        });
        return rooms;
    }
}
