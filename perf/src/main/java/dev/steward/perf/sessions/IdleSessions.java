package dev.steward.perf.sessions;

import dev.steward.devstack.suite.ProcessId;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.perf.load.Call;
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
import java.util.regex.Pattern;

/**
 * What 1,000 sessions cost that are stopped, beside what session-service costs without them. For minutes after its start
 * the service compiles itself, so {@code load} goes through all of it once before and waits until that is over.
 */
public final class IdleSessions implements Script {
    /** Names of what is measured. */
    public static final String CPU = "CPU time in a second, 1,000 idle sessions";

    public static final String CPU_BEFORE = "CPU time in a second, none of them";
    public static final String PASS = "a full pass over 1,000 idle sessions";

    private static final int RECORDS = 1_000;
    /** A full pass is every 30 s. */
    private static final Duration WATCHED = Duration.ofSeconds(31);

    private static final Duration WITHOUT = Duration.ofSeconds(15);
    /** Of a run. */
    public static final Duration LENGTH = WITHOUT.plus(WATCHED).plusSeconds(4);

    private static final Pattern LAST_PASS =
            Pattern.compile("(?m)^steward_session_pass_full_seconds(?:\\{[^}]*})? (\\S+)$");

    private final Setting setting;
    private final Member member;
    private final String model;
    private final IdleRecords records;

    public IdleSessions(Setting setting) {
        this.setting = setting;
        member = setting.seed().member(1);
        model = setting.sessions().open(member);
        setting.sessions().awaitRunning(member, model);
        var stop = Call.post(
                "stop",
                Sessions.path(model) + "/stop",
                Map.of(),
                UUID.randomUUID().toString(),
                202);
        setting.http().send(stop, member.token(setting.http()));
        setting.sessions().awaitStatus(member, model, "stopped");
        records = IdleRecords.like(model, setting.faults().layout());
    }

    @Override
    public List<Paced> paced() {
        return List.of(new Paced("a look", Duration.ZERO, Duration.ofHours(1), this::look));
    }

    /** Users would cost what they cost. */
    @Override
    public void iterate(Visit visit) {}

    private void look() {
        watch(CPU_BEFORE, WITHOUT);
        records.add(RECORDS);
        watch(CPU, WATCHED);
        var metrics = setting.http()
                .send(Call.get("metrics", setting.service("session-service") + "/actuator/prometheus"), null)
                .body();
        var pass = LAST_PASS.matcher(metrics);
        if (pass.find()) {
            setting.http().measurements().succeeded(PASS, (long)
                    (Double.parseDouble(pass.group(1)) * Duration.ofSeconds(1).toNanos()));
        } else {
            setting.http().measurements().broken("session-service does not say how long a pass takes");
        }
    }

    /** As the kernel counts it; recorded as the time in one second, so 2 % of a core are 20 ms. */
    private void watch(String step, Duration time) {
        var before = used();
        LockSupport.parkNanos(time.toNanos());
        setting.http()
                .measurements()
                .succeeded(
                        step, used().minus(before).dividedBy(time.toSeconds()).toNanos());
    }

    private Duration used() {
        return setting.faults()
                .processNamed(SuiteService.SESSION.module())
                .flatMap(ProcessId::handle)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    @Override
    public void finish() {
        records.remove();
        setting.sessions().delete(member, model);
    }
}
