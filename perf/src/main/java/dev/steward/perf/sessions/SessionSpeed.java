package dev.steward.perf.sessions;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import dev.steward.perf.script.Member;
import dev.steward.perf.script.Sessions;
import dev.steward.perf.script.Setting;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * With 20 sessions running, one after the other: a session is created until its page answers, the process of a running
 * one is killed until its page answers again, which takes Kafka and the healer, and a dev server is started bare.
 */
public final class SessionSpeed implements Script {
    /** Names of what is measured. */
    public static final String CREATED = OpenedSession.STEP;

    public static final String KILLED = "killed until its page answers again";
    public static final String BARE = "a bare dev server until its page answers";

    private static final int STANDING = 20;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int KINDS = 3;
    /** With a third crash within five minutes the healer would rightly give up. */
    private static final int KILLS = 2;

    private final Setting setting;
    private final List<Standing> standing;
    private final BareServer bare;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private long turns;

    public SessionSpeed(Setting setting) {
        this.setting = setting;
        standing = IntStream.range(0, STANDING).mapToObj(this::open).toList();
        var first = standing.getFirst();
        var workspace = setting.faults()
                .layout()
                .files()
                .resolve("sessions")
                .resolve(first.id)
                .resolve("workspace");
        bare = BareServer.like(setting.faults().processOf(first.id).orElseThrow(), first.page.port(), workspace);
    }

    private Standing open(int number) {
        var member = setting.seed().member(number);
        var id = setting.sessions().open(member);
        return new Standing(id, member, Page.of(setting.sessions().awaitRunning(member, id)));
    }

    @Override
    public List<Paced> paced() {
        return List.of(new Paced("a turn", Duration.ZERO, TURN, this::turn));
    }

    @Override
    public void iterate(Visit visit) {
        setting.send(visit, Call.get("session", Sessions.path(setting.seed().session())));
    }

    /** What takes long makes the next turn wait and not share the CPU with it. */
    private void turn() {
        oneAtATime.lock();
        try {
            long turn = turns++;
            switch ((int) (turn % KINDS)) {
                case 0 -> OpenedSession.measure(setting, setting.seed().member(turn));
                case 1 -> kill();
                default -> setting.http().measurements().succeeded(BARE, bare.untilItAnswers());
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void kill() {
        standing.stream()
                .filter(session -> session.kills < KILLS)
                .min(Comparator.comparingInt(session -> session.kills))
                .ifPresent(session -> {
                    session.kills++;
                    setting.http().measurements().succeeded(KILLED, killed(session));
                });
    }

    private long killed(Standing session) {
        var process = ProcessHandle.of(setting.faults().processOf(session.id).orElseThrow())
                .orElseThrow();
        long killed = System.nanoTime();
        process.destroyForcibly();
        process.onExit().join();
        session.page.awaitAnswer();
        return System.nanoTime() - killed;
    }

    @Override
    public void finish() {
        standing.forEach(session -> setting.sessions().delete(session.member, session.id));
    }

    /** One of those that run all the time. */
    private static final class Standing {
        private final String id;
        private final Member member;
        private final Page page;
        private int kills;

        Standing(String id, Member member, Page page) {
            this.id = id;
            this.member = member;
            this.page = page;
        }
    }
}
