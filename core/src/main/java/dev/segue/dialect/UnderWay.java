package dev.segue.dialect;

import dev.segue.schema.Table;
import dev.segue.step.StandIn;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a revision has begun when the turn of one of its operations comes, and brings to its end later.
 *
 * @param standIns columns that get their names in its contract phase
 * @param handovers columns of which it has said how they are no longer filled, and says yet how they are
 * @param leaving partitions that are there until its contract phase, when others take their place
 */
public record UnderWay(List<StandIn> standIns, List<Handover> handovers, List<Table> leaving) {

    public static final UnderWay NOTHING = new UnderWay(List.of(), List.of(), List.of());

    public UnderWay {
        standIns = List.copyOf(standIns);
        handovers = List.copyOf(handovers);
        leaving = List.copyOf(leaving);
    }

    UnderWay withStandIns(List<StandIn> more) {
        return new UnderWay(Stream.concat(standIns.stream(), more.stream()).toList(), handovers, leaving);
    }

    UnderWay withoutStandIns() {
        return new UnderWay(List.of(), handovers, leaving);
    }

    UnderWay with(Handover handover) {
        return new UnderWay(
                standIns, Stream.concat(handovers.stream(), Stream.of(handover)).toList(), leaving);
    }

    UnderWay without(Handover done) {
        return new UnderWay(
                standIns,
                handovers.stream().filter(handover -> !handover.equals(done)).toList(),
                leaving);
    }

    UnderWay withLeaving(Table partition) {
        return new UnderWay(
                standIns,
                handovers,
                Stream.concat(leaving.stream(), Stream.of(partition)).toList());
    }
}
