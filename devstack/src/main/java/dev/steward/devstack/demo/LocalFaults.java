package dev.steward.devstack.demo;

import dev.steward.devstack.process.DevSessions;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.ProcessId;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.ChildProcesses;
import java.util.Optional;
import java.util.OptionalLong;

/** Kills by process id what runs on this machine. */
public record LocalFaults(Layout layout) implements Faults {
    @Override
    public boolean killSession(String sessionId) {
        ChildProcesses.kill(DevSessions.in(layout.files())
                .serverOf(sessionId)
                .orElseThrow(() -> new DemoException("session " + sessionId + " has no process on this machine")));
        return true;
    }

    @Override
    public boolean killSessionService() {
        return kill(SuiteService.SESSION.module());
    }

    /** Kills any process of the suite by its name. */
    public boolean kill(String part) {
        ChildProcesses.kill(processNamed(part)
                .flatMap(ProcessId::handle)
                .orElseThrow(() -> new DemoException(part + " is not running on this machine")));
        return true;
    }

    /** The process the launcher has recorded for a part. */
    public Optional<ProcessId> processNamed(String part) {
        return SuiteStatus.running(layout).flatMap(status -> status.part(part)).map(PartStatus::process);
    }

    @Override
    public boolean sessionsDieWithService() {
        return false;
    }

    @Override
    public OptionalLong processOf(String sessionId) {
        return DevSessions.in(layout.files())
                .serverOf(sessionId)
                .map(process -> OptionalLong.of(process.pid()))
                .orElseGet(OptionalLong::empty);
    }
}
