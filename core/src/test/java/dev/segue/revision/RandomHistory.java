package dev.segue.revision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Histories with roots, branches, merges, labels and dependencies at random; the same seed draws the same history. */
final class RandomHistory {

    private final SplittableRandom random;
    private final Set<String> beginnings = new HashSet<>();

    RandomHistory(long seed) {
        this.random = new SplittableRandom(seed);
    }

    List<Revision> revisions(int count) {
        List<Revision> drawn = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            drawn.add(revision(drawn));
        }
        return drawn;
    }

    /** Some of these. */
    <T> Set<T> some(List<T> all, int atMost) {
        Set<T> chosen = new LinkedHashSet<>();
        for (int tries = random.nextInt(atMost + 1); tries > 0 && !all.isEmpty(); tries--) {
            chosen.add(all.get(random.nextInt(all.size())));
        }
        return chosen;
    }

    List<Revision> shuffled(List<Revision> revisions) {
        List<Revision> left = new ArrayList<>(revisions);
        List<Revision> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(random.nextInt(left.size())));
        }
        return shuffled;
    }

    private Revision revision(List<Revision> earlier) {
        RevisionId id = id();
        return new Revision(
                id,
                parents(earlier),
                some(earlier, 1).stream()
                        .filter(other -> random.nextInt(6) == 0)
                        .map(other -> other.id().value().substring(0, 6 + random.nextInt(6)))
                        .toList(),
                random.nextInt(12) == 0 ? Set.of("label_" + id) : Set.of(),
                "",
                RevisionKind.SCHEMA,
                new DrawnHistory.InMemorySource(id + ".sql"));
    }

    /** Each begins unlike all others, so that its first four characters name it. */
    private RevisionId id() {
        String id = HexFormat.of().toHexDigits(random.nextLong(), 12);
        return beginnings.add(id.substring(0, 4)) ? new RevisionId(id) : id();
    }

    /** Mostly the newest revision or a head, sometimes an older one, two of them, or none. */
    private List<RevisionId> parents(List<Revision> earlier) {
        int dice = random.nextInt(20);
        if (earlier.isEmpty() || dice == 0) {
            return List.of();
        }
        if (dice < 11) {
            return List.of(earlier.get(earlier.size() - 1).id());
        }
        Set<RevisionId> followed = new HashSet<>();
        earlier.forEach(revision -> followed.addAll(revision.parents()));
        List<RevisionId> heads = earlier.stream()
                .map(Revision::id)
                .filter(id -> !followed.contains(id))
                .toList();
        Set<RevisionId> chosen = new LinkedHashSet<>();
        chosen.add(heads.get(random.nextInt(heads.size())));
        if (dice > 16) {
            chosen.add(heads.get(random.nextInt(heads.size())));
        }
        return dice < 14 ? List.of(earlier.get(random.nextInt(earlier.size())).id()) : List.copyOf(chosen);
    }
}
