package dev.steward.perf;

import dev.steward.devstack.suite.SuiteException;
import dev.steward.perf.chaos.KafkaRestart;
import dev.steward.perf.chaos.SessionCrash;
import dev.steward.perf.gateway.GatewayRun;
import dev.steward.perf.load.Profile;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Threshold;
import dev.steward.perf.load.Threshold.Metric;
import dev.steward.perf.load.Traffic.Stage;
import dev.steward.perf.load.Traffic.Users;
import dev.steward.perf.policy.PolicyRun;
import dev.steward.perf.routes.RouteRun;
import dev.steward.perf.script.EdgeMix;
import dev.steward.perf.script.Login;
import dev.steward.perf.script.OpenSession;
import dev.steward.perf.script.Revocation;
import dev.steward.perf.script.RunJob;
import dev.steward.perf.script.Setting;
import dev.steward.perf.sessions.ContainerSpeed;
import dev.steward.perf.sessions.IdleSessions;
import dev.steward.perf.sessions.PooledSessions;
import dev.steward.perf.sessions.SessionSpeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scripts there are and the profiles of each. */
record Catalogue(String script, Function<Setting, Script> maker, List<Profile> profiles) {
    static final List<Catalogue> ENTRIES = List.of(
            new Catalogue("login", Login::new, List.of(Profile.SMOKE, Profile.LOAD)),
            new Catalogue("open-session", OpenSession::new, List.of(Profile.SMOKE, Profile.LOAD)),
            new Catalogue("run-job", RunJob::new, List.of(Profile.SMOKE, Profile.LOAD)),
            new Catalogue("edge-mix", EdgeMix::new, List.of(Profile.SMOKE, Profile.LOAD, Profile.OPEN)),
            new Catalogue("revocation", Revocation::new, revocation()),
            new Catalogue("chaos/session-crash", SessionCrash::new, chaos()),
            new Catalogue("chaos/kafka-restart", KafkaRestart::new, chaos()),
            new Catalogue("sessions", SessionSpeed::new, sessions()),
            new Catalogue("sessions/pool", PooledSessions::new, pool()),
            new Catalogue("sessions/idle", IdleSessions::new, idle()),
            new Catalogue("sessions/docker", ContainerSpeed::new, docker()));

    /** Under faults only what the promise says is judged: failures are broken checks unless an outage excuses them. */
    private static List<Profile> chaos() {
        var thresholds = List.of(new Threshold(Metric.BROKEN_CHECKS, 0));
        return List.of(
                new Profile("smoke", new Users(List.of(new Stage(Duration.ofSeconds(30), 5))), thresholds),
                new Profile(
                        "load",
                        new Users(List.of(new Stage(Duration.ofSeconds(30), 20), new Stage(Duration.ofMinutes(5), 20))),
                        thresholds));
    }

    private static List<Profile> revocation() {
        return List.of(
                Profile.SMOKE,
                new Profile(
                        "load",
                        new Users(List.of(new Stage(Duration.ofSeconds(10), 20), new Stage(Duration.ofMinutes(5), 20))),
                        List.of(
                                new Threshold(Metric.P99_MILLIS, 1000, Revocation.AT_THE_GATEWAY),
                                new Threshold(Metric.P99_MILLIS, 1000, Revocation.AT_A_SERVICE),
                                new Threshold(Metric.FAILED, 0),
                                new Threshold(Metric.BROKEN_CHECKS, 0))));
    }

    /** Smoke looks at every kind of turn a few times; load has 60 turns of each, but kills each session twice at most. */
    private static List<Profile> sessions() {
        return List.of(
                Profile.SMOKE,
                new Profile(
                        "load",
                        Optional.of(users(20)),
                        users(180),
                        List.of(
                                new Threshold(Metric.P50_MILLIS, 300, SessionSpeed.CREATED),
                                new Threshold(Metric.P95_MILLIS, 800, SessionSpeed.CREATED),
                                new Threshold(Metric.P95_MILLIS, 1000, SessionSpeed.KILLED),
                                new Threshold(Metric.FAILED, 0),
                                new Threshold(Metric.BROKEN_CHECKS, 0))));
    }

    private static List<Profile> pool() {
        return oneByOne(new Threshold(Metric.P95_MILLIS, 100, PooledSessions.CREATED));
    }

    private static List<Profile> docker() {
        return oneByOne(Threshold.times(1.3, ContainerSpeed.CREATED, ContainerSpeed.BARE));
    }

    private static List<Profile> oneByOne(Threshold judged) {
        return List.of(
                Profile.SMOKE,
                new Profile(
                        "load",
                        Optional.of(users(20)),
                        users(120),
                        List.of(judged, new Threshold(Metric.FAILED, 0), new Threshold(Metric.BROKEN_CHECKS, 0))));
    }

    private static List<Profile> idle() {
        var length = new Users(List.of(new Stage(IdleSessions.LENGTH, 0)));
        return List.of(
                new Profile("smoke", length, List.of(new Threshold(Metric.BROKEN_CHECKS, 0))),
                new Profile(
                        "load",
                        Optional.of(new Users(List.of(new Stage(Duration.ofMinutes(5), 0)))),
                        length,
                        List.of(
                                new Threshold(Metric.P95_MILLIS, 1000, IdleSessions.PASS),
                                new Threshold(Metric.P95_MILLIS, 20, IdleSessions.CPU),
                                new Threshold(Metric.BROKEN_CHECKS, 0))));
    }

    private static Users users(int seconds) {
        return new Users(List.of(new Stage(Duration.ofSeconds(1), 1), new Stage(Duration.ofSeconds(seconds - 1L), 1)));
    }

    static Catalogue of(String script) {
        return ENTRIES.stream()
                .filter(entry -> entry.script.equals(script))
                .findFirst()
                .orElseThrow(() -> new SuiteException("There is no script " + script + "; there are " + names() + "."));
    }

    /** With those that need no suite. */
    static String names() {
        return ENTRIES.stream().map(Catalogue::script).collect(Collectors.joining(", ")) + ", " + PolicyRun.NAME + ", "
                + RouteRun.NAME + ", " + GatewayRun.NAME;
    }

    Profile profile(String name) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SuiteException("There is no profile " + name + " of " + script + "; there are "
                        + profiles.stream().map(Profile::name).collect(Collectors.joining(", ")) + "."));
    }
}
