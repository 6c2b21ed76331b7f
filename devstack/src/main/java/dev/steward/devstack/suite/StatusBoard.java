package dev.steward.devstack.suite;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keeps the record of the running suite current; all threads of the launcher report here. */
public final class StatusBoard {
    private final Layout layout;
    private final Path adminPassword;
    private final Consumer<String> complaints;
    private final Map<String, PartStatus> parts = new LinkedHashMap<>();
    private boolean ready;

    /** A record that cannot be kept, for want of disk, is a complaint: it must not end a watch or a drain. */
    public StatusBoard(Layout layout, Path adminPassword, List<PartStatus> parts, Consumer<String> complaints) {
        this.layout = layout;
        this.adminPassword = adminPassword;
        this.complaints = complaints;
        parts.forEach(part -> this.parts.put(part.name(), part));
        write();
    }

    public synchronized void update(String part, UnaryOperator<PartStatus> change) {
        parts.computeIfPresent(part, (name, status) -> change.apply(status));
        record();
    }

    public synchronized void suiteIsReady(boolean now) {
        ready = now;
        record();
    }

    private void record() {
        try {
            write();
        } catch (SuiteException e) {
            complaints.accept(String.valueOf(e.getMessage()));
        }
    }

    private void write() {
        new SuiteStatus(ProcessId.current(), ready, layout.data(), adminPassword, List.copyOf(parts.values()))
                .write(layout);
    }
}
