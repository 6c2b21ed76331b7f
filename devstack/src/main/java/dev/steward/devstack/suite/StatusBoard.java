package dev.steward.devstack.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Keeps the record of the running suite current; all threads of the launcher report here. */
public final class StatusBoard {
    private final Layout layout;
    private final Path adminPassword;
    private final Map<String, PartStatus> parts = new LinkedHashMap<>();
    private boolean ready;

    public StatusBoard(Layout layout, Path adminPassword, List<PartStatus> parts) {
        this.layout = layout;
        this.adminPassword = adminPassword;
        parts.forEach(part -> this.parts.put(part.name(), part));
        write();
    }

    public synchronized void update(String part, UnaryOperator<PartStatus> change) {
        parts.computeIfPresent(part, (name, status) -> change.apply(status));
        write();
    }

    public synchronized void suiteIsReady(boolean now) {
        ready = now;
        write();
    }

    private void write() {
        new SuiteStatus(ProcessId.current(), ready, layout.data(), adminPassword, List.copyOf(parts.values()))
                .write(layout);
    }
}
