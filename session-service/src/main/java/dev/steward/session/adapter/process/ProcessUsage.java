package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.UsageReading;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures the processes of all sessions with one walk over {@code /proc}. */
final class ProcessUsage {

    private final ProcFs proc;
    private final SessionFolders folders;
    private final SessionProcesses processes;
    private final LimitWatch limits;
    private final Clock clock;

    ProcessUsage(ProcFs proc, SessionFolders folders, SessionProcesses processes, LimitWatch limits, Clock clock) {
        this.proc = proc;
        this.folders = folders;
        this.processes = processes;
        this.limits = limits;
        this.clock = clock;
    }

    Map<String, UsageReading> of(List<Session> sessions) {
        Map<String, List<ProcessStat>> bySession =
                processes.bySession(sessions.stream().map(Session::id).toList());
        Map<String, UsageReading> readings = new HashMap<>();
        for (Session session : sessions) {
            int attempt = session.attempts().count();
            AttemptRecord record = new AttemptRecord(folders.record(session.id(), attempt));
            if (processes.shim(record).isPresent()) {
                List<ProcessStat> members = bySession.getOrDefault(session.id(), List.of());
                readings.put(session.id(), reading(session.id(), attempt, record, members));
            }
        }
        return readings;
    }

    /** The last reading of an attempt that is over; memory cannot be measured any more. */
    UsageReading afterEnd(int attempt, AttemptRecord record, Instant end) {
        return new UsageReading(
                attempt, record.launchedAt(), end, record.cpuSeconds().orElse(null), null, null, null);
    }

    private UsageReading reading(String id, int attempt, AttemptRecord record, List<ProcessStat> members) {
        double cpu = members.stream().mapToDouble(ProcessStat::cpuSeconds).sum();
        double memory = proc.residentGib(members);
        new OutputFile(record.output()).cutWhenLarge();
        return new UsageReading(attempt, record.launchedAt(), clock.instant(), cpu, memory, limits.diskGib(id), null);
    }
}
