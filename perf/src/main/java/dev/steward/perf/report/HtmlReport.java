package dev.steward.perf.report;

import dev.steward.perf.report.Summary.Figures;
import dev.steward.perf.report.Summary.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A summary as one page that loads nothing. */
final class HtmlReport {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 140;

    private HtmlReport() {}

    static String of(Summary run) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s, %2$s</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
                table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
                th, td { padding: .2rem .8rem; border-bottom: 1px solid #ccc; text-align: right; }
                th:first-child, td:first-child { text-align: left; }
                .held { color: #176b2c; } .broken { color: #b00020; font-weight: 600; }
                svg { width: 100%%; height: auto; background: #f6f6f6; } path { fill: none; stroke: #2457a6; stroke-width: 2; }
                li { overflow-wrap: anywhere; }
                </style></head><body>
                <h1>%1$s, %2$s</h1>
                <p>%3$s</p>
                <h2>Thresholds</h2>
                <table><tr><th>threshold</th><th>measured</th><th></th></tr>%4$s</table>
                <h2>Requests</h2>
                <table><tr><th>step</th><th>count</th><th>failed</th><th>p50 ms</th><th>p95 ms</th><th>p99 ms</th><th>max ms</th></tr>%5$s</table>
                <h2>Course</h2>
                <p>Requests a second</p>%6$s<p>p95 in milliseconds</p>%7$s
                <h2>CPU</h2>
                <table><tr><th>process</th><th>CPU s</th><th>of one core</th></tr>%8$s</table>
                %9$s%10$s%11$s
                </body></html>
                """.formatted(
                        escape(run.script()),
                        escape(run.profile() + (run.scale() == 1 ? "" : " × " + run.scale())),
                        escape(String.join(
                                ", ",
                                run.startedAt().toString(),
                                run.seconds() + " s",
                                run.perSecond() + " requests a second",
                                "commit " + run.commit(),
                                run.machine())),
                        thresholds(run),
                        row("all", run.all())
                                + run.steps().entrySet().stream()
                                        .map(step -> row(step.getKey(), step.getValue()))
                                        .collect(Collectors.joining()),
                        chart(run.course(), Point::perSecond),
                        chart(run.course(), Point::p95),
                        cpu(run),
                        list("Faults", run.faults()),
                        list("Broken checks", run.brokenChecks()),
                        list("Failed requests", run.failures()));
    }

    private static String thresholds(Summary run) {
        return run.thresholds().stream()
                .map(judged -> "<tr><td>%s</td><td>%s</td><td class=\"%s\">%s</td></tr>"
                        .formatted(
                                escape(judged.threshold()),
                                judged.measured(),
                                judged.holds() ? "held" : "broken",
                                judged.holds() ? "holds" : "broken"))
                .collect(Collectors.joining());
    }

    private static String row(String name, Figures figures) {
        return "<tr><td>%s</td><td>%d</td><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        escape(name),
                        figures.count(),
                        figures.failed(),
                        figures.p50(),
                        figures.p95(),
                        figures.p99(),
                        figures.max());
    }

    private static String cpu(Summary run) {
        return run.cpuSeconds().entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%.1f</td><td>%.0f %%</td></tr>",
                        escape(entry.getKey()),
                        entry.getValue(),
                        100 * entry.getValue() / run.seconds()))
                .collect(Collectors.joining());
    }

    private static String chart(List<Point> course, ToDoubleFunction<Point> value) {
        double most = course.stream().mapToDouble(value).max().orElse(0);
        double end = course.isEmpty() ? 0 : course.getLast().second();
        var line = course.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.1f %.1f",
                        WIDTH * point.second() / Math.max(1, end),
                        HEIGHT - (HEIGHT - 20) * value.applyAsDouble(point) / Math.max(1e-9, most)))
                .collect(Collectors.joining(" L"));
        return "<svg viewBox=\"0 0 %d %d\"><path d=\"M%s\"/><text x=\"4\" y=\"14\">%s</text></svg>"
                .formatted(WIDTH, HEIGHT, line.isEmpty() ? "0 0" : line, most);
    }

    private static String list(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : lines.stream()
                        .map(line -> "<li>" + escape(line) + "</li>")
                        .collect(Collectors.joining("", "<h2>" + title + "</h2><ul>", "</ul>"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
