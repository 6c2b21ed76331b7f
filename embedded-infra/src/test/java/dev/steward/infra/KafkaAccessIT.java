package dev.steward.infra;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.infra.AccessRule.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real broker with the real rules, on data that an open broker has made. */
class KafkaAccessIT {
    private static final List<String> SERVICES = List.of(
            "zero-trust-service",
            "session-service",
            "job-orchestrator",
            "cost-optimizer",
            "self-healing-service",
            "gateway");

    /** Who may write and who may read each topic; whoever is not named is refused. The first writer is its owner. */
    private static final String MATRIX = """
            session.events             | session-service             | session-service cost-optimizer self-healing-service zero-trust-service gateway
            job.events                 | job-orchestrator            | job-orchestrator cost-optimizer zero-trust-service gateway
            job.task-reports           | job-orchestrator outside    | job-orchestrator
            job.tasks.validation       | job-orchestrator            | job-orchestrator
            cost.events                | cost-optimizer              | cost-optimizer zero-trust-service gateway
            healing.events             | self-healing-service        | self-healing-service session-service zero-trust-service gateway
            gateway.events             | gateway                     | gateway zero-trust-service
            platform.signals           | gateway outside             | gateway
            trust.events               | zero-trust-service          | zero-trust-service session-service gateway
            trust.state                | zero-trust-service          | all
            trust.policies             | zero-trust-service          | all
            session-service.healing.dlt| session-service             | session-service
            zero-trust-service.audit.dlt| zero-trust-service         | zero-trust-service
            """;

    /** In every password, so that a file of the broker is searched once for all of them. */
    private static final String MARK = UUID.randomUUID().toString();

    private static final Map<String, String> PASSWORDS =
            AccessRules.principals().stream().collect(toMap(principal -> principal, principal -> principal + MARK));

    @TempDir
    static Path directory;

    private static KafkaProcess kafka;

    private record Row(String topic, List<String> writers, Set<String> readers) {
        static List<Row> all() {
            return MATRIX.lines().map(Row::of).toList();
        }

        private static Row of(String line) {
            var cells = line.split("\\|", -1);
            var readers = new TreeSet<>(words(cells[2]));
            if (readers.remove("all")) {
                readers.addAll(SERVICES);
            }
            return new Row(cells[0].strip(), words(cells[1]), readers);
        }

        private static List<String> words(String cell) {
            return List.of(cell.strip().split(" +", -1));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        var data = directory.resolve("kafka");
        var cache = BrokerCache.ofThisBuild();
        cache.train();
        try (var open = KafkaProcess.start(new KafkaConfig(data, 0, cache.options()))) {
            var anybody = BrokerClient.stranger(open);
            assertThat(anybody.create(List.of("session.events"))).containsValue(Optional.empty());
            assertThat(anybody.write(List.of("session.events"))).containsValue(Optional.empty());
        }
        kafka = KafkaProcess.start(new KafkaConfig(data, 0, cache.options(), PASSWORDS));
        assertThat(as("self-healing-service").unreadable(List.of("session.events")))
                .as("what the open broker was given")
                .isEmpty();
        for (var service : SERVICES) {
            var own = Row.all().stream()
                    .filter(row -> row.writers().getFirst().equals(service))
                    .map(Row::topic)
                    .toList();
            assertThat(as(service).create(own))
                    .as("%s makes its topics", service)
                    .containsOnlyKeys(own);
            assertThat(as(service).write(own).values())
                    .as("%s writes its topics", service)
                    .containsOnly(Optional.empty());
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void letsNobodyWriteButThoseWhoMay() throws Exception {
        var topics = Row.all().stream().map(Row::topic).toList();
        for (var principal : principals()) {
            var outcomes = as(principal).write(topics);
            for (var row : Row.all()) {
                var refusal = outcomes.get(row.topic());
                if (row.writers().contains(principal)) {
                    assertThat(refusal)
                            .as("%s writes %s", principal, row.topic())
                            .isEmpty();
                } else {
                    assertThat(refusal.orElse(null))
                            .as("%s writes %s", principal, row.topic())
                            .isInstanceOf(TopicAuthorizationException.class);
                }
            }
        }
    }

    @Test
    void letsNobodyReadButThoseWhoMay() {
        var topics = Row.all().stream().map(Row::topic).toList();
        for (var principal : principals()) {
            assertThat(as(principal).unreadable(topics))
                    .as("what %s may not read", principal)
                    .containsExactlyInAnyOrderElementsOf(Row.all().stream()
                            .filter(row -> !row.readers().contains(principal))
                            .map(Row::topic)
                            .toList());
        }
    }

    @Test
    void letsNobodyMakeATopicOfAnother() throws Exception {
        var owners = new LinkedHashMap<String, String>();
        Row.all().forEach(row -> owners.put(row.topic(), row.writers().getFirst()));
        owners.put("anything.else", "nobody");
        for (var principal : principals()) {
            as(principal).create(owners.keySet()).forEach((topic, refusal) -> {
                if (principal.equals(owners.get(topic))) {
                    assertThat(refusal).as("%s makes %s", principal, topic).isEmpty();
                } else {
                    assertThat(refusal.orElse(null))
                            .as("%s makes %s", principal, topic)
                            .isInstanceOf(TopicAuthorizationException.class);
                }
            });
        }
    }

    @Test
    void letsNobodyIntoAGroupOfAnother() {
        for (var principal : SERVICES) {
            for (var owner : SERVICES) {
                var refusal = as(principal).join(owner + ".test", "trust.state");
                if (owner.equals(principal)) {
                    assertThat(refusal)
                            .as("%s joins a group of %s", principal, owner)
                            .isNull();
                } else {
                    assertThat(refusal)
                            .as("%s joins a group of %s", principal, owner)
                            .isInstanceOf(GroupAuthorizationException.class);
                }
            }
        }
    }

    @Test
    void refusesWhoDoesNotSayWhoTheyAre() throws Exception {
        var wrong = BrokerClient.of(kafka, "session-service", "wrong");
        assertThat(wrong.write(List.of("session.events")).get("session.events"))
                .get()
                .isInstanceOf(SaslAuthenticationException.class);
        assertThat(wrong.join("session-service.test", "trust.state")).isInstanceOf(SaslAuthenticationException.class);
        assertThat(BrokerClient.of(kafka, "nobody", "password").join("nobody", "trust.state"))
                .isInstanceOf(SaslAuthenticationException.class);

        var stranger = new BrokerClient(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "default.api.timeout.ms",
                1_000,
                "request.timeout.ms",
                500));
        assertThat(stranger.create(List.of("platform.signals")).get("platform.signals"))
                .get()
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void keepsUsersAndRulesThroughKillAndRestart() throws Exception {
        kafka.kill();
        kafka.restart();

        assertThat(as("gateway").unreadable(List.of("trust.state"))).isEmpty();
        assertThat(as("session-service").write(List.of("trust.state")).get("trust.state"))
                .get()
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void takesBackWhatTheRulesNoLongerGive() throws Exception {
        var fewer = AccessRules.all().stream()
                .filter(rule -> !(rule.principal().equals("cost-optimizer") && rule.resource() == Resource.TOPIC))
                .toList();
        try (var admin = as(AccessRules.ADMIN).admin()) {
            new AccessControl(admin).apply(fewer, PASSWORDS);
            assertThat(as("cost-optimizer").unreadable(List.of("job.events"))).isNotEmpty();
            new AccessControl(admin).apply(AccessRules.all(), PASSWORDS);
        }
        assertThat(as("cost-optimizer").unreadable(List.of("job.events"))).isEmpty();
    }

    @Test
    void takesBackThePasswordOfWhoIsGone() throws Exception {
        var more = new LinkedHashMap<>(PASSWORDS);
        more.put("temporary", "temporary");
        try (var admin = as(AccessRules.ADMIN).admin()) {
            new AccessControl(admin).apply(AccessRules.all(), more);
            assertThat(BrokerClient.of(kafka, "temporary", "temporary").join("temporary", "trust.state"))
                    .isInstanceOf(AuthorizationException.class);
            new AccessControl(admin).apply(AccessRules.all(), PASSWORDS);
        }
        assertThat(BrokerClient.of(kafka, "temporary", "temporary").join("temporary", "trust.state"))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void keepsPasswordsToItsOwner() throws Exception {
        int found = 0;
        try (var files = Files.walk(directory.resolve("kafka"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(MARK)) {
                    found++;
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                    assertThat(file.getFileName().toString()).doesNotEndWith(".log");
                }
            }
        }
        assertThat(found).isPositive();
        var commandLine = Files.readString(Path.of("/proc", String.valueOf(kafka.pid()), "cmdline"));
        assertThat(commandLine).doesNotContain(PASSWORDS.values());
    }

    private static List<String> principals() {
        var all = new ArrayList<>(SERVICES);
        all.add(AccessRules.OUTSIDE);
        return all;
    }

    private static BrokerClient as(String principal) {
        return BrokerClient.of(kafka, principal, PASSWORDS.get(principal));
    }
}
