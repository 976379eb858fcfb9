package dev.segue.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.terminal.HistoryDrawing.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryDrawingTest {

    @Test
    void aLineIsALine() {
        assertDrawing("c:b b:a a:", """
                *  c
                *  b
                *  a
                """);
    }

    @Test
    void branchesComeTogetherWhereTheyBegan() {
        assertDrawing("c:a b:a a:", """
                *  c
                │ *  b
                ├─╯
                *  a
                """);
    }

    @Test
    void aMergeOpensBothItsLines() {
        assertDrawing("f:d,e e:c d:c c:b b:", """
                *  f
                ├─╮
                │ *  e
                * │  d
                ├─╯
                *  c
                *  b
                """);
    }

    @Test
    void linesThatHaveNothingToDoWithEachOtherStayApart() {
        assertDrawing("b:a y:x a: x:", """
                *  b
                │ *  y
                * │  a
                  *  x
                """);
    }

    @Test
    void aMergeOfThreeOpensThreeLines() {
        assertDrawing("m:a,b,c c:r b:r a:r r:", """
                *  m
                ├─┬─╮
                │ │ *  c
                │ * │  b
                * │ │  a
                ├─┴─╯
                *  r
                """);
    }

    @Test
    void aLineThatIsCrossedGoesOn() {
        assertDrawing("x:a y:b z:a a: b:", """
                *  x
                │ *  y
                │ │ *  z
                ├─┼─╯
                * │  a
                  *  b
                """);
    }

    @Test
    void aMergeMayMeetALineThatIsThereAlready() {
        assertDrawing("h:b m:a,b a:r b:r r:", """
                *  h
                │ *  m
                ├─┤
                │ *  a
                * │  b
                ├─╯
                *  r
                """);
    }

    @Test
    void parentsThatAreNotShownLeaveNoTrace() {
        assertDrawing("c:b b:a", """
                *  c
                *  b
                """);
    }

    @Test
    void furtherLinesOfTextStandBesideTheGraph() {
        List<Node> nodes = List.of(
                new Node("b", List.of("a"), "o", List.of("b", "more")), new Node("a", List.of(), "o", List.of("a")));

        assertThat(HistoryDrawing.lines(nodes, new Look(false, true))).containsExactly("o  b", "│  more", "o  a");
    }

    @Test
    void whereThereIsNoUnicodeAsciiServes() {
        assertThat(HistoryDrawing.lines(nodes("f:d,e e:c d:c c:"), new Look(false, false)))
                .containsExactly("*  f", "+-.", "| *  e", "* |  d", "+-'", "*  c");
    }

    private static void assertDrawing(String history, String drawing) {
        assertThat(String.join("\n", HistoryDrawing.lines(nodes(history), new Look(false, true))) + "\n")
                .isEqualTo(drawing);
    }

    /** Newest first, as {@code id:parent,parent}. */
    private static List<Node> nodes(String history) {
        List<Node> nodes = new ArrayList<>();
        for (String node : history.split(" ")) {
            String[] parts = node.split(":", -1);
            List<String> parents = Arrays.stream(parts[1].split(","))
                    .filter(parent -> !parent.isEmpty())
                    .toList();
            nodes.add(new Node(parts[0], parents, "*", List.of(parts[0])));
        }
        return nodes;
    }
}
