package dev.steward.devstack;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.SuiteStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a reader of a failed test needs to know of the suite, whose folders may be gone by then. */
final class SuiteReport {
    private static final int LINES = 40;

    private SuiteReport() {}

    static String of(Layout layout, SuiteStatus status) {
        var report = new StringBuilder(status.json()).append(tail(layout.log("launcher")));
        status.parts().stream()
                .filter(part -> part.state() != PartState.READY)
                .forEach(part -> report.append(tail(part.log())));
        return report.toString();
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return "\n--- " + log + "\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "\n--- " + log + " cannot be read: " + e.getMessage();
        }
    }
}
