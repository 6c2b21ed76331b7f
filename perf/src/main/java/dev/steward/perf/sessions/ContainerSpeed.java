package dev.steward.perf.sessions;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.NotRunException;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import dev.steward.perf.script.Member;
import dev.steward.perf.script.Sessions;
import dev.steward.perf.script.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.StreamSupport;

/**
 * One after the other, each when nothing is left of the one before: a session of the runtime docker until its page
 * answers, and what runs in it by a plain {@code docker run}; the other way round every other time.
 */
public final class ContainerSpeed implements Script {
    /** Names of what is measured. */
    public static final String CREATED = "created as a container until its page answers";

    public static final String BARE = "a bare docker run until its page answers";

    private static final Map<String, String> WISHES = Map.of("runtime", "docker");
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Setting setting;
    private final BareContainer bare;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private long turns;

    public ContainerSpeed(Setting setting) {
        this.setting = setting;
        Docker.require();
        requireRuntime();
        var member = setting.seed().member(0);
        var model = setting.http()
                .send(setting.sessions().opening(UUID.randomUUID().toString(), WISHES), member.token(setting.http()))
                .text("id");
        setting.sessions().awaitRunning(member, model);
        bare = BareContainer.like(model);
        delete(member, model);
    }

    private void requireRuntime() {
        var call = Call.get("templates", "/api/v1/sessions/templates");
        var offered = setting.http()
                .send(call, setting.seed().member(0).token(setting.http()))
                .json()
                .path("items");
        boolean configured = StreamSupport.stream(offered.spliterator(), false)
                .flatMap(template -> template.path("runtimes").valueStream())
                .anyMatch(runtime -> runtime.asString().equals("docker"));
        if (!configured) {
            throw new NotRunException(
                    "the suite has no runtime docker: start it with" + " STEWARD_SESSION_DOCKER_ENABLED=true");
        }
    }

    @Override
    public List<Paced> paced() {
        return List.of(new Paced("a turn", Duration.ZERO, TURN, this::turn));
    }

    @Override
    public void iterate(Visit visit) {
        setting.send(visit, Call.get("session", Sessions.path(setting.seed().session())));
    }

    /** What comes due while another one is measured is left out. */
    private void turn() {
        if (!oneAtATime.tryLock()) {
            return;
        }
        try {
            long turn = turns++;
            if (turn % 4 == 0 || turn % 4 == 3) {
                create(setting.seed().member(turn));
            } else {
                setting.http().measurements().succeeded(BARE, bare.untilItAnswers());
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void create(Member member) {
        delete(member, OpenedSession.measure(setting, member, CREATED, WISHES));
    }

    /** Its removal would take the CPU from what is measured next. */
    private void delete(Member member, String session) {
        setting.sessions().delete(member, session);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var left = Docker.of(session); !left.isEmpty(); left = Docker.of(session)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("of session " + session + " is left: " + left);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
