package dev.steward.session.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.WithSuiteInfra;
import dev.steward.session.EventClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the process of the service with SIGKILL while sessions are created, started, stopped and deleted and the warm
 * pool is filled, and compares what the next one makes of it with the host. {@code -Dsteward.kills=50 -Dsteward.seed=7}
 * kills it more often, at other moments.
 */
@WithSuiteInfra
class KilledServiceIT {

    private static final int KILLS = Integer.getInteger("steward.kills", Moment.values().length);
    private static final long SEED = Long.getLong("steward.seed", 42);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);
    private static final int POOL = 1;
    private static final int FIRST_PORT = 31_000;
    private static final int LAST_PORT = 31_199;
    private static final String[] SETTINGS = {
        "--steward.session.first-port=" + FIRST_PORT,
        "--steward.session.last-port=" + LAST_PORT,
        "--steward.session.usage-interval=PT0.2S",
        "--steward.session.usage-window=PT1S"
    };

    private final Random random = new Random(SEED);
    private final Map<String, String> promised = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();

    /** What is under way when the service is killed. */
    private enum Moment {
        CREATE,
        START,
        STOP,
        DELETE,
        POOL_FILL
    }

    /** Whoever was told the steps of a session when the service was killed. */
    private record Listener(String id, EventClient events) {}

    @Test
    void whatWasAnsweredHoldsAndNothingIsLeftOver(TestDatabase database, TestEvents events, @TempDir Path folder)
            throws IOException {
        Path data = Files.createTempDirectory(
                "killed", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        Host host = new Host(data, FIRST_PORT, LAST_PORT);
        ServiceProcess service = new ServiceProcess(database, data, folder);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                Moment moment = Moment.values()[kill % Moment.values().length];
                Instant started = Instant.now();
                try (Calls calls = Calls.of(service.port(), service.start(settings(POOL)))) {
                    prepare(calls);
                    awaitSettled(calls, database, host, started);
                    goOnListening(calls);
                    begin(moment, calls, database);
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(moment == Moment.POOL_FILL ? 2000 : 200))
                            .toNanos());
                }
                service.kill();
            }
            Instant started = Instant.now();
            try (Calls calls = Calls.of(service.port(), service.start(settings(POOL)))) {
                awaitSettled(calls, database, host, started);
                goOnListening(calls);
                calls.sessions()
                        .forEach(session -> calls.delete(session.path("id").asString()));
            }
            service.kill();
            service.start(settings(0));
            await().atMost(SETTLED_WITHIN).untilAsserted(() -> assertNothingLeft(database, host));
            assertEachWindowWasToldAndStored(database, events);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + e.getMessage() + "\n" + service.log(), e);
        } finally {
            service.kill();
            host.end();
        }
    }

    private static String[] settings(int pool) {
        return Stream.concat(Stream.of(SETTINGS), Stream.of("--steward.session.pool.static=" + pool))
                .toArray(String[]::new);
    }

    /** Two that run and one that is stopped, so that there is one for every moment. */
    private void prepare(Calls calls) {
        while (count("running") < 2) {
            promised.put(created(calls), "running");
        }
        if (count("stopped") == 0) {
            String id = created(calls);
            await().atMost(SETTLED_WITHIN).until(() -> calls.status(id).equals("running"));
            assertThat(calls.ask(id, "stop")).isTrue();
            promised.put(id, "stopped");
        }
    }

    private long count(String status) {
        return promised.values().stream().filter(status::equals).count();
    }

    private static String created(Calls calls) {
        String id = calls.create();
        assertThat(id).isNotEmpty();
        return id;
    }

    /** Only what was answered is promised. */
    private void begin(Moment moment, Calls calls, TestDatabase database) {
        switch (moment) {
            case CREATE, POOL_FILL -> {
                String warm = database.rows("select id from warm_session").getFirst();
                assertThat(created(calls)).as("the one that was warm").isEqualTo(warm);
                promised.put(warm, "running");
            }
            case START -> {
                Listener listener = new Listener(one("stopped"), calls.listen(one("stopped"), ""));
                listeners.add(listener);
                awaitTold(listener, step -> step.equals("stopped"));
                promise(calls, "stopped", "start", "running");
                awaitTold(listener, step -> !step.equals("stopped"));
            }
            case STOP -> promise(calls, "running", "stop", "stopped");
            case DELETE -> {
                String id = one("running");
                assertThat(calls.delete(id)).isTrue();
                promised.put(id, "deleted");
            }
        }
    }

    private static void awaitTold(Listener listener, Predicate<String> last) {
        await().atMost(SETTLED_WITHIN).until(() -> {
            List<String> told = listener.events.names();
            return !told.isEmpty() && last.test(told.getLast());
        });
    }

    /** What a kill broke off goes on after the last step that came, without a gap or a step told twice. */
    private void goOnListening(Calls calls) {
        for (Listener listener : listeners) {
            await().atMost(SETTLED_WITHIN).until(listener.events::isOver);
            List<String> before = listener.events.ids();
            try (EventClient rest = calls.listen(listener.id, before.getLast())) {
                await().atMost(SETTLED_WITHIN)
                        .untilAsserted(() -> assertThat(Stream.concat(before.stream(), rest.ids().stream()))
                                .containsExactlyElementsOf(calls.steps(listener.id)));
            }
        }
        listeners.clear();
    }

    private void promise(Calls calls, String status, String verb, String then) {
        String id = one(status);
        assertThat(calls.ask(id, verb)).isTrue();
        promised.put(id, then);
    }

    private String one(String status) {
        return promised.entrySet().stream()
                .filter(entry -> entry.getValue().equals(status))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Records and host agree, both are as promised, and the pool is of the instance that was started last. */
    private void awaitSettled(Calls calls, TestDatabase database, Host host, Instant started) {
        await().atMost(SETTLED_WITHIN).untilAsserted(() -> {
            promised.forEach((id, status) -> assertThat(calls.status(id)).isEqualTo(status));
            List<String[]> held = rows(database, "select id, status, port from session where released_at is null");
            List<String[]> warm =
                    rows(database, "select id, 'running', port from warm_session where ready_at is not null");
            assertThat(warm).hasSize(POOL);
            assertThat(database.number("select count(*) from warm_session")).isEqualTo(POOL);
            // What an instance before left is replaced by the next one, once it leads.
            assertThat(database.number("select count(*) from warm_session where created_at > '" + started + "'"))
                    .isEqualTo(POOL);
            List<String[]> all = new ArrayList<>(held);
            all.addAll(warm);
            List<String[]> alive =
                    all.stream().filter(row -> row[1].equals("running")).toList();
            assertThat(host.folders()).isEqualTo(column(all, 0));
            assertThat(host.processes()).isEqualTo(column(alive, 0));
            assertThat(host.ports().stream().map(String::valueOf).collect(Collectors.toSet()))
                    .isEqualTo(column(alive, 2));
        });
    }

    private static void assertNothingLeft(TestDatabase database, Host host) {
        assertThat(host.processes()).isEmpty();
        assertThat(host.folders()).isEmpty();
        assertThat(host.ports()).isEmpty();
        assertThat(database.number("select count(*) from session where released_at is null"))
                .isZero();
        assertThat(database.number("select count(*) from warm_session")).isZero();
    }

    /** The windows of each session meet, over all kills, and are those that everybody was told of. */
    private static void assertEachWindowWasToldAndStored(TestDatabase database, TestEvents events) {
        List<String[]> windows = rows(database, """
                select session_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       to_char(window_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                from session_usage_window order by session_id, window_end""");
        Set<String> sessions = column(windows, 0);
        assertThat(sessions).hasSizeGreaterThanOrEqualTo(3);
        assertThat(windows).hasSizeGreaterThan(KILLS * 2);
        for (int i = 1; i < windows.size(); i++) {
            if (windows.get(i)[0].equals(windows.get(i - 1)[0])) {
                assertThat(windows.get(i)[1]).isEqualTo(windows.get(i - 1)[2]);
            }
        }
        await().atMost(SETTLED_WITHIN).until(() -> database.number("select count(*) from outbox") == 0);
        Map<String, JsonNode> told = new HashMap<>();
        events.await(Topics.SESSION_EVENTS, all -> {
            all.stream()
                    .filter(event ->
                            event.type().equals("session.usage-sampled.v1") && sessions.contains(event.subject()))
                    .forEach(event -> told.put(event.id(), JsonMapper.shared().readTree(event.data())));
            return told.size() >= windows.size();
        });
        assertThat(told.values().stream()
                        .map(window -> tuple(
                                window.path("session_id").asString(),
                                Instant.parse(window.path("window_start").asString()),
                                Instant.parse(window.path("window_end").asString()))))
                .containsExactlyInAnyOrderElementsOf(windows.stream()
                        .map(row -> tuple(row[0], Instant.parse(row[1]), Instant.parse(row[2])))
                        .toList());
    }

    private static List<String[]> rows(TestDatabase database, String query) {
        return database.rows(query).stream().map(row -> row.split("\\|", -1)).toList();
    }

    private static Set<String> column(List<String[]> rows, int number) {
        return rows.stream().map(row -> row[number]).collect(Collectors.toCollection(TreeSet::new));
    }
}
