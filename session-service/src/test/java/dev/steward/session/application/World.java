package dev.steward.session.application;

import dev.steward.session.domain.CrashPolicy;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Quota;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.WarmSession;
import dev.steward.session.port.FakeAllotments;
import dev.steward.session.port.FakeDeletedUsers;
import dev.steward.session.port.FakeEntitlements;
import dev.steward.session.port.FakeKeepAliveRepository;
import dev.steward.session.port.FakeRuntime;
import dev.steward.session.port.FakeSessionHistory;
import dev.steward.session.port.FakeSessionRepository;
import dev.steward.session.port.FakeUsageRepository;
import dev.steward.session.port.FakeWarmSessions;
import dev.steward.session.port.FakeWorkspaces;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** The whole application over fakes, moved by hand. */
final class World {

    static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    static final int PROBE_FAILURES = 3;

    /** What who says nothing gets. */
    static final WarmSession.Kind USUAL = new WarmSession.Kind("process", SessionSpec.USUAL);

    private static final Quota PLENTY = new Quota(1_000, new Resources(1_000_000, 1L << 42, 1L << 45));

    final TestClock clock = new TestClock();
    final FakeRuntime runtime = new FakeRuntime(clock);
    final Runtimes runtimes = new Runtimes(List.of(runtime));
    final FakeSessionRepository sessions = new FakeSessionRepository();
    final FakeWorkspaces workspaces = new FakeWorkspaces();
    final FakeSessionHistory history = new FakeSessionHistory();
    final RecordingOutbox outbox = new RecordingOutbox();
    final FakeCorrelations correlations = new FakeCorrelations();
    final WakeUps wakeUps = new WakeUps();
    final SessionChanges changes =
            new SessionChanges(sessions, history, outbox, correlations, wakeUps, FakeTransactions.operator(), clock);
    final FakeUsageRepository windows = new FakeUsageRepository();
    final UsageSampler usage =
            new UsageSampler(runtimes, windows, changes, FakeTransactions.operator(), Duration.ofSeconds(15));
    final FakeWarmSessions warm = new FakeWarmSessions();
    final WarmPool pool;
    final SessionService service;
    final Quotas quotas = new Quotas(new FakeAllotments(sessions), PLENTY, PLENTY, FakeTransactions.operator());
    final FakeEntitlements entitlements = new FakeEntitlements();
    final SessionCommands commands = new SessionCommands(sessions, changes, quotas, entitlements, correlations, clock);
    final KeepAlives keepAlives = new KeepAlives(
            sessions, new FakeKeepAliveRepository(), changes, FakeTransactions.operator(), Duration.ofHours(4), clock);
    final SessionEnds ends = new SessionEnds(runtimes, usage, workspaces);
    final RemediationService remediation = new RemediationService(sessions, changes, ends, clock);
    final FakeDeletedUsers deletedUsers = new FakeDeletedUsers(sessions);
    final Withdrawals withdrawals = new Withdrawals(sessions, changes, entitlements, deletedUsers, correlations, clock);
    final SessionHealth health = new SessionHealth(runtimes, changes, correlations, wakeUps, PROBE_FAILURES, clock);
    final SessionReconciler reconciler = reconciler();

    World() {
        this(WarmPool.Sizes.NONE);
    }

    World(WarmPool.Sizes sizes) {
        pool = poolOf(sizes);
        service = new SessionService(
                sessions,
                history,
                changes,
                runtimes,
                pool,
                quotas,
                correlations,
                FakeTransactions.operator(),
                Given.LEASES,
                clock);
    }

    /** Another instance that looks after the same warm sessions. */
    WarmPool poolOf(WarmPool.Sizes sizes) {
        return new WarmPool(warm, sessions, runtimes, sizes, clock);
    }

    /** A session that runs. */
    Session running() {
        return settle(created());
    }

    Session created() {
        return get(service.create(CreateSession.own("shop", "ada")));
    }

    /** Looks at it until nothing changes any more; a launch changes the host first and the record one look later. */
    Session settle(Session session) {
        Session before = stored(session);
        for (int unchanged = 0; unchanged < 2; ) {
            get(reconciler.reconcile(session.id()));
            Session after = stored(session);
            unchanged = after.equals(before) ? unchanged + 1 : 0;
            before = after;
        }
        return before;
    }

    Session stored(Session session) {
        return get(sessions.find(session.id()));
    }

    static <T> T get(Mono<T> mono) {
        return mono.block(Duration.ofSeconds(30));
    }

    private SessionReconciler reconciler() {
        SessionStarts starts =
                new SessionStarts(runtimes, ends, changes, wakeUps, START_TIMEOUT, clock, new HastyTimer());
        CrashPolicy policy = new CrashPolicy(
                3, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(1));
        return new SessionReconciler(
                sessions, runtimes, starts, ends, changes, usage, withdrawals, correlations, policy, clock);
    }
}
