package dev.steward.perf.chaos;

import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.ProcessId;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import dev.steward.perf.script.EdgeMix;
import dev.steward.perf.script.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the broker, which the launcher starts again, while users read and write and sessions are opened and deleted. A
 * request may be told to come again as long as the broker is away, and nothing else may happen to it.
 */
public final class KafkaRestart implements Script {
    private static final String BROKER = "kafka";
    private static final int STANDING = 15;
    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Setting setting;
    private final EdgeMix users;
    private final AcceptedWork work;
    private final Outages outages = new Outages();
    private final Aftermath aftermath;
    private final AtomicInteger turns = new AtomicInteger();

    public KafkaRestart(Setting setting) {
        this.setting = setting;
        users = new EdgeMix(setting);
        work = new AcceptedWork(
                setting.http(), setting.sessions(), setting.seed().member(1));
        work.adopt(setting.seed().session());
        aftermath = new Aftermath(setting, work, outages, EventLog.of(setting));
    }

    @Override
    public void iterate(Visit visit) {
        users.iterate(visit);
    }

    @Override
    public List<Paced> paced() {
        return List.of(
                new Paced("a restart of the broker", Duration.ofSeconds(5), Duration.ofMinutes(1), this::restart),
                new Paced("a session", Duration.ZERO, Duration.ofSeconds(1), this::open));
    }

    /** Every second one stays, up to a number a small machine can bear. */
    private void open() {
        int turn = turns.getAndIncrement();
        var id = work.open();
        if (turn % 2 == 0 && turn < 2 * STANDING) {
            work.publish(id);
        } else {
            work.delete(id);
        }
    }

    private void restart() {
        var before = process();
        var from = Instant.now();
        setting.faults().kill(BROKER);
        long deadline = System.nanoTime() + BACK.toNanos();
        while (!isBack(before)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka was not back within " + BACK.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        var until = Instant.now();
        outages.add(from, until);
        setting.http().measurements().fault(from + " killed Kafka, which was back at " + until);
    }

    private boolean isBack(Optional<ProcessId> before) {
        var ready = SuiteStatus.running(setting.faults().layout())
                .flatMap(status -> status.part(BROKER))
                .filter(part -> part.state() == PartState.READY);
        return ready.isPresent() && !process().equals(before);
    }

    private Optional<ProcessId> process() {
        return setting.faults().processNamed(BROKER);
    }

    @Override
    public void finish() {
        aftermath.check();
    }
}
