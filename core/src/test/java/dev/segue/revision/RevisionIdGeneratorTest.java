package dev.segue.revision;

import static dev.segue.revision.DrawnHistory.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RevisionIdGeneratorTest {

    @Test
    void anIdHasTwelveHexadecimalDigits() {
        RevisionIdGenerator generator = new RevisionIdGenerator(new SplittableRandom(1));

        assertThat(generator.next(graph()).value()).matches("[0-9a-f]{12}");
        assertThat(generator.next(graph())).isNotEqualTo(generator.next(graph()));
    }

    @Test
    void leadingZeroesAreKept() {
        assertThat(new RevisionIdGenerator(scripted(0x1L)).next(graph())).hasToString("000000000001");
    }

    @Test
    void anIdThatBeginsLikeAnotherIsThrownAway() {
        RevisionIdGenerator generator = new RevisionIdGenerator(scripted(0xabcd_0000_0002L, 0xabce_0000_0002L));

        assertThat(generator.next(graph("abcd00000001"))).hasToString("abce00000002");
    }

    @Test
    void whenAllBeginningsAreTakenAnUnusedIdIsGoodEnough() {
        RandomGenerator stubborn = new RandomGenerator() {
            private long last = 0xabcd_0000_0000L;

            @Override
            public long nextLong() {
                return last++ / 60;
            }
        };
        RevisionGraph graph = graph(
                new RevisionId("%012x".formatted(0xabcd_0000_0000L / 60)).value(),
                new RevisionId("%012x".formatted(0xabcd_0000_0000L / 60 + 1)).value());

        RevisionId id = new RevisionIdGenerator(stubborn).next(graph);

        assertThat(graph.contains(id)).isFalse();
    }

    private static RandomGenerator scripted(Long... numbers) {
        Deque<Long> left = new ArrayDeque<>(List.of(numbers));
        return left::removeFirst;
    }
}
