package dev.steward.perf.report;

import dev.steward.devstack.process.Console;
import dev.steward.perf.report.Summary.Figures;
import java.util.Locale;

/** A summary for a terminal. */
public record TextReport(Console console) {
    private static final int SHOWN = 10;
    private static final String ROW = "%-18s %8s %7s %9s %9s %9s %9s";

    public void print(Summary run) {
        console.say("");
        console.say(String.format(Locale.ROOT, ROW, "", "count", "failed", "p50 ms", "p95 ms", "p99 ms", "max ms"));
        run.steps().forEach(this::row);
        row("all", run.all());
        console.say("");
        console.say(run.seconds() + " s, " + run.perSecond() + " requests a second; CPU:");
        run.cpuSeconds().forEach((name, seconds) -> cpu(name, seconds, 100 * seconds / run.seconds()));
        console.say("");
        run.faults().forEach(fault -> console.say("fault   " + fault));
        for (var judged : run.thresholds()) {
            console.say((judged.holds() ? "holds   " : "BROKEN  ") + judged.threshold() + ": " + judged.measured());
        }
        run.failedBy().forEach((status, count) -> console.say("failed  " + count + " with " + status));
        run.brokenChecks().stream().limit(SHOWN).forEach(broken -> console.say("  " + broken));
        run.failures().stream().limit(SHOWN).forEach(failure -> console.say("  " + failure));
    }

    private void row(String name, Figures it) {
        console.say(
                String.format(Locale.ROOT, ROW, name, it.count(), it.failed(), it.p50(), it.p95(), it.p99(), it.max()));
    }

    private void cpu(String name, double seconds, double percent) {
        console.say(String.format(Locale.ROOT, "  %-30s %7.1f s %5.0f %% of a core", name, seconds, percent));
    }
}
