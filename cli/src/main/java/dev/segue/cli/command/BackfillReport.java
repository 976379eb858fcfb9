package dev.segue.cli.command;

import com.google.gson.JsonObject;
import dev.segue.backfill.Job;
import dev.segue.backfill.JobState;
import dev.segue.backfill.Pace;
import dev.segue.backfill.TimeLeft;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Json;
import dev.segue.cli.Report;
import dev.segue.cli.terminal.Elapsed;
import dev.segue.cli.terminal.Look;
import dev.segue.configuration.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How one backfill stands. */
record BackfillReport(Job job, Optional<TimeLeft> timeLeft) implements Report {

    private static final int LABEL_WIDTH = 14;

    /** Without what others took, for one that has not shown yet how fast it goes. */
    BackfillReport(Job job) {
        this(job, TimeLeft.of(job, List.of()).filter(left -> left.basis() == TimeLeft.Basis.ITSELF));
    }

    static String state(Job job, Look look) {
        String word = word(job);
        return switch (job.state()) {
            case RUNNING, PAUSED -> job.isInterrupted() || job.waitsFor().isPresent() ? look.warning(word) : word;
            case FILLED, DONE -> look.good(word);
            case FAILED, CANCELLED -> look.bad(word);
        };
    }

    /** Whether somebody should look at it. */
    static ExitCode exitCode(Job job) {
        boolean isSettled = job.state() != JobState.FAILED && job.state() != JobState.CANCELLED && !job.isInterrupted();
        return isSettled ? ExitCode.OK : ExitCode.FOUND;
    }

    @Override
    public List<String> lines(Look look) {
        List<String> lines = new ArrayList<>();
        lines.add(look.bold("backfill " + job.number()) + "  " + job.table() + "  " + state(job, look));
        lines.add(line("revision", look.name(job.revision()) + ", " + job.direction() + ", step " + job.ordinal()));
        lines.add(line("gone through", goneThrough() + speed() + left()));
        lines.add(line("written", grouped(job.written()) + " rows"));
        if (isGoing()) {
            lines.add(line("pace", pace(job.pace())));
            job.pauseWhen().ifPresent(conditions -> lines.add(line("gives way", "to " + conditions + ", as tuned")));
            lines.add(line("at work", workers(job.workers())));
        }
        if (job.putOff() > 0) {
            lines.add(line("put off", job.putOff() + " ranges that others held for too long; they come at the end"));
        }
        if (job.wantsPause() && job.state() == JobState.RUNNING) {
            lines.add(line("pauses", "as soon as the batches under way are through"));
        }
        if (!job.wantsPause() && job.state() == JobState.PAUSED) {
            lines.add(line("goes on", "as soon as those who work on it have heard of it, within a second or two"));
        } else {
            job.waitsFor().ifPresent(reason -> lines.add(line("waits", look.warning(reason))));
        }
        if (job.isInterrupted()) {
            lines.add(line(
                    "interrupted",
                    look.warning("nobody works on it: run the command that began it again, or `segue backfill run`")));
        }
        job.failure().ifPresent(reason -> lines.add(line("failed", look.bad(reason))));
        if (job.isUnfinished()) {
            lines.add(line("goes on", wayOn()));
        }
        return lines;
    }

    @Override
    public JsonObject json() {
        JsonObject json = json(job);
        timeLeft.ifPresent(left -> {
            json.addProperty("seconds_left", left.time().toSeconds());
            json.addProperty("seconds_left_by", Json.word(left.basis()));
        });
        return json;
    }

    static JsonObject json(Job job) {
        JsonObject json = new JsonObject();
        json.addProperty("number", job.number());
        json.addProperty("table", job.table());
        json.addProperty("revision", job.revision());
        json.addProperty("direction", job.direction());
        json.addProperty("step", job.ordinal());
        json.addProperty("state", word(job));
        job.total().ifPresent(rows -> json.addProperty("rows", rows));
        json.addProperty("seen", job.seen());
        json.addProperty("written", job.written());
        json.addProperty("rate", job.rate());
        json.addProperty("workers", job.workers());
        json.addProperty("put_off", job.putOff());
        json.addProperty("max_batch", job.pace().maxBatch());
        json.addProperty("target_ms", job.pace().target().toMillis());
        json.addProperty("wanted_workers", job.pace().workers());
        json.addProperty("max_rate", job.pace().maxRate());
        json.addProperty("nice", job.pace().nicePercent() / 100.0);
        job.pauseWhen().ifPresent(conditions -> json.addProperty("pause_when", conditions));
        job.waitsFor().ifPresent(reason -> json.addProperty("waits_for", reason));
        job.failure().ifPresent(reason -> json.addProperty("failure", reason));
        json.addProperty("started_at", job.startedAt().toString());
        json.addProperty("changed_at", job.changedAt().toString());
        return json;
    }

    private static String word(Job job) {
        return job.isInterrupted() ? "interrupted" : Json.word(job.state());
    }

    /** How many rows there are is known when all are filled. */
    private String goneThrough() {
        if (job.state().isFilled()) {
            return grouped(job.seen()) + " rows";
        }
        return job.total().isPresent()
                ? grouped(job.seen()) + " of about " + grouped(job.rows()) + " rows"
                : grouped(job.seen()) + " rows; how many are left is not known";
    }

    private boolean isGoing() {
        return job.state() == JobState.RUNNING || job.state() == JobState.PAUSED;
    }

    private String left() {
        long left = job.rows() - job.seen();
        return job.isUnfinished() && left > 0 ? ", about " + grouped(left) + " are left" : "";
    }

    private String wayOn() {
        String again = "`segue " + job.direction() + "`";
        String back = job.direction().equals("upgrade")
                ? "`segue downgrade` takes its revision back"
                : "`segue upgrade` turns it back";
        return switch (job.state()) {
            case FILLED, DONE ->
                "with its revision, by the " + again + " that began it; run that again if it has ended";
            case FAILED -> "where it stopped, with " + again + " when that is mended; " + back;
            case CANCELLED, RUNNING, PAUSED -> "where it stopped, with " + again + "; " + back;
        };
    }

    /** Before it has shown how fast it goes, by what is known of others. */
    private String speed() {
        if (job.state() != JobState.RUNNING || job.isInterrupted()) {
            return "";
        }
        String rate = job.rate() > 0 ? ", " + grouped(job.rate()) + " rows/s" : "";
        return rate + timeLeft.map(BackfillReport::eta).orElse("");
    }

    private static String eta(TimeLeft left) {
        String time = Elapsed.text(left.time());
        return switch (left.basis()) {
            case ITSELF -> ", ETA " + time;
            case EARLIER -> ", about " + time + " at " + grouped(left.rowsPerSecond()) + " rows/s, as the last one";
            case LIMIT -> ", about " + time + " at " + grouped(left.rowsPerSecond()) + " rows/s, its limit";
            case GUESS -> ", about " + time + " at " + grouped(left.rowsPerSecond()) + " rows/s (a guess)";
        };
    }

    private static String line(String label, String text) {
        return "  " + label + " ".repeat(LABEL_WIDTH - label.length()) + text;
    }

    private static String workers(int number) {
        return number + (number == 1 ? " worker" : " workers");
    }

    private static String pace(Pace pace) {
        StringBuilder text = new StringBuilder("batches of at most " + grouped(pace.maxBatch()) + " rows and about "
                + DurationText.of(pace.target()) + ", " + workers(pace.workers()));
        if (pace.maxRate() > 0) {
            text.append(", at most ").append(grouped(pace.maxRate())).append(" rows/s");
        }
        if (pace.nicePercent() > 0) {
            text.append(", rests ").append(pace.nicePercent()).append(" % of its time");
        }
        return text.toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
