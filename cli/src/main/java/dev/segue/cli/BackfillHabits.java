package dev.segue.cli;

import dev.segue.backfill.throttle.Restraint;
import dev.segue.configuration.Configuration;
import dev.segue.configuration.Given;
import dev.segue.configuration.Precedence;
import dev.segue.operation.FillSettings;
import dev.segue.operation.FillSettings.Roundtrip;
import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is configured for backfills, parted by who said it: options stand above a revision, everything else below it. */
record BackfillHabits(FillSettings orders, FillSettings habits) {

    static BackfillHabits in(Configuration configured) {
        configured.backfillRestraints().forEach(BackfillHabits::requireThatItCanBeRead);
        return new BackfillHabits(of(configured, true), of(configured, false));
    }

    private static FillSettings of(Configuration configured, boolean byOption) {
        return new FillSettings(
                configured
                        .backfillBatch()
                        .filter(given -> isOption(given) == byOption)
                        .map(Given::value),
                Optional.of(configured.backfillTarget())
                        .filter(given -> isOption(given) == byOption)
                        .map(Given::value),
                Optional.of(configured.backfillWorkers())
                        .filter(given -> isOption(given) == byOption)
                        .map(given -> given.value().intValue()),
                configured.backfillRestraints().stream()
                        .filter(given -> isOption(given) == byOption)
                        .map(Given::value)
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(configured.backfillRoundtrip())
                        .filter(given -> isOption(given) == byOption)
                        .map(given -> Roundtrip.valueOf(given.value().toUpperCase(Locale.ROOT))));
    }

    private static boolean isOption(Given<?> given) {
        return given.origin().precedence() == Precedence.COMMAND_LINE;
    }

    /** Points at the line in the file. */
    private static void requireThatItCanBeRead(Given<String> given) {
        try {
            Restraint.read(List.of(given.value()));
        } catch (SegueException unreadable) {
            Problem problem = unreadable.problem();
            throw given.origin().place().map(problem::at).orElse(problem).toException();
        }
    }
}
