package dev.steward.perf.report;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.SuiteStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** CPU time of each process of the suite since a moment, as the kernel counts it. */
public final class CpuWatch {
    /** What made the load, and what was neither it nor a part of the suite: dev sessions, jobs, anything else. */
    static final String LOAD = "load generator";

    static final String REST = "dev sessions, jobs and others";

    private final Layout layout;
    private final Map<String, Duration> before;

    public CpuWatch(Layout layout) {
        this.layout = layout;
        before = now();
    }

    /** A process that was started again counts from its start. */
    public Map<String, Duration> used() {
        var used = new LinkedHashMap<String, Duration>();
        now().forEach((name, total) -> {
            var earlier = before.getOrDefault(name, Duration.ZERO);
            used.put(name, total.compareTo(earlier) < 0 ? total : total.minus(earlier));
        });
        var known = used.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(REST))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
        used.computeIfPresent(
                REST, (name, machine) -> machine.compareTo(known) < 0 ? Duration.ZERO : machine.minus(known));
        return used;
    }

    private Map<String, Duration> now() {
        var times = new LinkedHashMap<String, Duration>();
        SuiteStatus.running(layout).stream()
                .flatMap(status -> status.parts().stream())
                .forEach(part -> times.put(part.name(), of(part)));
        times.put(LOAD, of(ProcessHandle.current()));
        times.put(REST, machine());
        return times;
    }

    private static Duration of(PartStatus part) {
        var process = part.process();
        return Optional.ofNullable(process).flatMap(found -> found.handle()).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .map(CpuWatch::of)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The first line of /proc/stat, in hundredths of a second: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static Duration machine() {
        try {
            var words = Files.readString(Path.of("/proc/stat"))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .split(" +", -1);
            long ticks = 0;
            for (int column : new int[] {1, 2, 3, 6, 7}) {
                ticks += Long.parseLong(words[column]);
            }
            return Duration.ofMillis(10 * ticks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
