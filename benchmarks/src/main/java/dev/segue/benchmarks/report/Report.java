package dev.segue.benchmarks.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Tells what is measured while it is measured, and sums up at the end. */
public final class Report {

    private final PrintStream out;
    private final List<Bar> bars = new ArrayList<>();

    public Report(PrintStream out) {
        this.out = out;
    }

    public void title(String title) {
        out.println("\n## " + title + "\n");
    }

    public void say(String line) {
        out.println(line);
    }

    public void table(Table table) {
        out.println(table);
    }

    public void bar(Bar bar) {
        bars.add(bar);
    }

    public void summary() {
        title("Bars");
        Table table = new Table("claim", "bar", "measured", "");
        for (Bar bar : bars) {
            table.row(bar.claim(), bar.limitText(), Table.number(bar.measured(), 2), bar.isMet() ? "met" : "MISSED");
        }
        table(table);
    }
}
