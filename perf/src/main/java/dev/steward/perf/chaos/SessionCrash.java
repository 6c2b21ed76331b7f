package dev.steward.perf.chaos;

import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import dev.steward.perf.script.EdgeMix;
import dev.steward.perf.script.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kills the processes of sessions while users read and write and sessions come and go. Nothing is down for a caller, so
 * no request may fail; every session that was not deleted is back in the end, with its page.
 */
public final class SessionCrash implements Script {
    private static final int STANDING = 6;
    /** With a third crash within five minutes the healer would rightly give up. */
    private static final int KILLS = 2;

    private final Setting setting;
    private final EdgeMix users;
    private final AcceptedWork work;
    private final Aftermath aftermath;
    private final List<String> standing;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public SessionCrash(Setting setting) {
        this.setting = setting;
        users = new EdgeMix(setting);
        work = new AcceptedWork(
                setting.http(), setting.sessions(), setting.seed().member(1));
        work.adopt(setting.seed().session());
        aftermath = new Aftermath(setting, work, new Outages(), EventLog.of(setting));
        standing = IntStream.range(0, STANDING)
                .mapToObj(number -> work.open())
                .collect(Collectors.toCollection(ArrayList::new));
        standing.forEach(work::publish);
    }

    @Override
    public void iterate(Visit visit) {
        users.iterate(visit);
    }

    @Override
    public List<Paced> paced() {
        return List.of(
                new Paced("a kill", Duration.ofSeconds(5), Duration.ofSeconds(3), this::kill),
                new Paced("a session", Duration.ZERO, Duration.ofSeconds(4), this::renew));
    }

    /** The one killed least, so that each is killed once before one is killed again. */
    private void kill() {
        oneAtATime.lock();
        try {
            standing.stream()
                    .filter(id -> work.killsOf(id) < KILLS)
                    .sorted(Comparator.comparingInt(work::killsOf).thenComparing(Comparator.naturalOrder()))
                    .filter(this::runs)
                    .findFirst()
                    .ifPresent(id -> {
                        setting.faults().killSession(id);
                        work.killed(id);
                        setting.http().measurements().fault(Instant.now() + " killed the process of session " + id);
                    });
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean runs(String id) {
        var session = work.session(id).json();
        return session.path("status").asString().equals("running")
                && session.path("crash_count").asInt() == work.killsOf(id);
    }

    /** Opens one in the place of one that was killed often enough; without such a one, it is deleted at once. */
    private void renew() {
        var fresh = work.open();
        oneAtATime.lock();
        try {
            var spent = standing.stream()
                    .filter(id -> work.killsOf(id) == KILLS)
                    .filter(this::runs)
                    .findFirst();
            if (spent.isPresent()) {
                work.publish(fresh);
                standing.add(fresh);
                standing.remove(spent.get());
            }
            work.delete(spent.orElse(fresh));
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public void finish() {
        aftermath.check();
    }
}
