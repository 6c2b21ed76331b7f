package dev.steward.perf.sessions;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import dev.steward.perf.script.Sessions;
import dev.steward.perf.script.Setting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Sessions that are taken from the warm pool, each when the pool is full: the suite has to be started with one. */
public final class PooledSessions implements Script {
    /** Name of what is measured. */
    public static final String CREATED = OpenedSession.STEP;

    private static final Duration TURN = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern READY = Pattern.compile(
            "(?m)^steward_session_pool\\{[^}]*runtime=\"process\"[^}]*template=\"static\"[^}]*} (\\S+)$");

    private final Setting setting;
    private final AtomicLong turns = new AtomicLong();

    public PooledSessions(Setting setting) {
        this.setting = setting;
        awaitReady();
    }

    @Override
    public List<Paced> paced() {
        return List.of(new Paced("a session", Duration.ZERO, TURN, this::take));
    }

    @Override
    public void iterate(Visit visit) {
        setting.send(visit, Call.get("session", Sessions.path(setting.seed().session())));
    }

    private void take() {
        awaitReady();
        OpenedSession.measure(setting, setting.seed().member(turns.getAndIncrement()));
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ready() < 1) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no session of template static is warm: start the suite with"
                        + " STEWARD_SESSION_POOL_STATIC=3, and without another load");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private double ready() {
        var call = Call.get("metrics", setting.service("session-service") + "/actuator/prometheus");
        var found = READY.matcher(setting.seed().unmeasured().send(call, null).body());
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }
}
