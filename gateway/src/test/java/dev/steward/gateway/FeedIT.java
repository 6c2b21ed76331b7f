package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.Topics;
import dev.steward.gateway.feed.EventFeed;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Events told on to clients of all kinds, those that read, those that do not and those that come back. */
@StewardIT(
        properties = {
            "steward.gateway.limits.basic=100000",
            "steward.gateway.feed.buffer=100",
            "steward.gateway.feed.per-user=3",
            "steward.gateway.feed.ping=PT1S"
        })
@Import(TestSecurity.class)
class FeedIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Value("${spring.kafka.bootstrap-servers}")
    private String broker;

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @Autowired
    private EventFeed feed;

    @BeforeEach
    void begin(TestEvents events) {
        events.createTopics(Topics.SESSION_EVENTS, Topics.PLATFORM_SIGNALS, Topics.TRUST_EVENTS);
        projects.put("shop", Map.of("vera", "viewer", "dev", "developer"));
        projects.put("bank", Map.of("bob", "developer"));
        await().atMost(DEADLINE).until(() -> {
            try (FeedClient client = listen("root", "")) {
                await().atMost(DEADLINE).until(() -> client.isOpen() || client.status() == 503);
                return client.isOpen();
            }
        });
        await().atMost(DEADLINE).until(() -> feed.size() == 0);
    }

    @AfterEach
    void leavesNothingOpen() {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(feed.size()).isZero());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsWhatACallerSeesAndNothingElse(boolean socket, TestEvents events) {
        try (FeedClient vera = open("vera", "", socket);
                FeedClient some = open("vera", "?types=session.started.v1,alert.*&subject=s2", socket);
                FeedClient root = open("root", "", socket)) {
            String shop = publish(events, Topics.SESSION_EVENTS, "session.stopped.v1", "s1", "shop", "{\"n\":1}");
            String bank = publish(events, Topics.SESSION_EVENTS, "session.started.v1", "s2", "bank", "{}");
            String none = publish(events, Topics.TRUST_EVENTS, "login.failed.v1", "s2", null, "{}");
            String mine = publish(events, Topics.SESSION_EVENTS, "session.started.v1", "s2", "shop", "{}");
            String alert = publish(events, Topics.PLATFORM_SIGNALS, "alert.fired.v1", "s2", "shop", "{}");

            awaitIds(root, shop, bank, none, mine, alert);
            awaitIds(vera, shop, mine, alert);
            awaitIds(some, mine, alert);
            var first = vera.told("event").stream()
                    .filter(each -> each.data().get("id").asString().equals(shop))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.data().get("projectid").asString()).isEqualTo("shop");
            assertThat(first.data().get("data").get("n").asInt()).isEqualTo(1);

            projects.put("shop", Map.of("dev", "developer"));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            String later = publish(events, Topics.SESSION_EVENTS, "session.started.v1", "s2", "shop", "{}");
            awaitIds(root, shop, bank, none, mine, alert, later);
            assertThat(vera.ids()).doesNotContain(later);
        }
    }

    @Test
    void goesOnWhereAClientWas(TestEvents events) {
        String id;
        try (FeedClient client = open("vera", "?subject=r", false)) {
            String first = publish(events, Topics.SESSION_EVENTS, "session.started.v1", "r", "shop", "{}");
            awaitIds(client, first);
            id = client.lastId();
        }
        List<String> missed = IntStream.range(0, 300)
                .mapToObj(i -> publish(
                        events, i % 2 == 0 ? Topics.SESSION_EVENTS : Topics.PLATFORM_SIGNALS, "a.b", "r", "shop", "{}"))
                .toList();
        publish(events, Topics.SESSION_EVENTS, "a.b", "r", "bank", "{}");
        try (FeedClient client = FeedClient.stream(port, "?subject=r", tokens.token("vera"), id)) {
            await().atMost(DEADLINE).until(client::isOpen);
            String live = publish(events, Topics.SESSION_EVENTS, "a.b", "r", "shop", "{}");
            String[] all = Stream.concat(missed.stream(), Stream.of(live)).toArray(String[]::new);
            awaitIds(client, all);
            assertThat(client.told("gap")).isEmpty();
            assertThat(client.told("dropped")).isEmpty();
            assertThat(client.ids().stream()
                            .filter(missed.stream()
                                    .filter(each -> missed.indexOf(each) % 2 == 0)
                                    .collect(Collectors.toSet())::contains))
                    .containsExactlyElementsOf(missed.stream()
                            .filter(each -> missed.indexOf(each) % 2 == 0)
                            .toList());
        }
    }

    @Test
    void saysWhatIsNotKeptAnyMore(TestEvents events) throws ExecutionException, InterruptedException {
        String id;
        try (FeedClient client = open("vera", "?subject=g", false)) {
            String first = publish(events, Topics.SESSION_EVENTS, "a.b", "g", "shop", "{}");
            awaitIds(client, first);
            id = client.lastId();
        }
        publish(events, Topics.SESSION_EVENTS, "a.b", "g", "shop", "{}");
        List<TopicPartition> partitions =
                List.of(new TopicPartition(Topics.SESSION_EVENTS, 0), new TopicPartition(Topics.SESSION_EVENTS, 1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.deleteRecords(partitions.stream()
                            .collect(Collectors.toMap(each -> each, _ -> RecordsToDelete.beforeOffset(-1))))
                    .all()
                    .get();
        }
        String kept = publish(events, Topics.SESSION_EVENTS, "a.b", "g", "shop", "{}");
        try (FeedClient client = FeedClient.stream(port, "?subject=g", tokens.token("vera"), id)) {
            awaitIds(client, kept);
            assertThat(client.told("gap")).singleElement().satisfies(gap -> {
                assertThat(gap.data().get("topic").asString()).isEqualTo(Topics.SESSION_EVENTS);
                assertThat(gap.data().get("to").asLong()
                                - gap.data().get("from").asLong())
                        .isEqualTo(1);
            });
        }
    }

    @Test
    void tellsWhoIsSlowHowManyWereDropped(TestEvents events) throws IOException {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4 << 10);
            slow.connect(new InetSocketAddress("127.0.0.1", port));
            slow.getOutputStream()
                    .write(("GET /api/v1/events?subject=slow HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                                    + "Authorization: Bearer " + tokens.token("vera") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(DEADLINE).until(() -> feed.size() == 1);
            String large = "\"" + "x".repeat(50_000) + "\"";
            try (FeedClient quick = open("root", "?subject=slow", true)) {
                int sent = 0;
                // Until buffers of the system are full, and ours.
                for (; sent < 600; sent++) {
                    publish(events, Topics.SESSION_EVENTS, "a.b", "slow", "shop", large);
                }
                int all = sent;
                await().atMost(DEADLINE).until(() -> quick.ids().size() + count(quick) == all);
            }
            StringBuilder read = new StringBuilder();
            await().atMost(DEADLINE).until(() -> {
                read(slow, read);
                return dropped(read) > 0 && occurrences(read, "\"specversion\"") + dropped(read) == 600;
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 4401", "false, 0"})
    void endsWithItsToken(boolean socket, int code) throws Exception {
        String user = "leaver-" + socket;
        projects.put("shop", Map.of(user, "viewer"));
        try (FeedClient client = open(user, "", socket)) {
            projects.revoke(user);
            long revoked = System.nanoTime();
            assertThat(client.awaitEnd()).isEqualTo(code);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(10));
        }
        Date soon = Date.from(Instant.now().plusSeconds(2));
        String token = tokens.token(
                "root", claims -> claims.claim("roles", List.of("admin")).expirationTime(soon));
        try (FeedClient client = socket ? FeedClient.socket(port, "", token) : FeedClient.stream(port, "", token, "")) {
            assertThat(client.awaitEnd()).isEqualTo(code);
        }
    }

    @Test
    void letsOneUserOpenSoManyAndNoMore() {
        try (FeedClient one = open("dev", "", true);
                FeedClient two = open("dev", "", false);
                FeedClient three = open("dev", "", true);
                FeedClient four = listen("dev", "");
                FeedClient other = open("vera", "", false)) {
            await().atMost(DEADLINE).until(() -> four.status() == 429);
            assertThat(RawHttp.to(port).send(handshake("dev", ""), new byte[0]).status())
                    .isEqualTo(429);
            assertThat(List.of(one, two, three, other)).allMatch(FeedClient::isOpen);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/events?types=a..b",
                "GET /api/v1/events?types=*",
                "GET /ws/events",
                "GET /api/v1/events Last-Event-ID: 17",
                "GET /api/v1/events Last-Event-ID: z0:1",
            })
    void refusesWhatCannotBeAnswered(String request) {
        String[] parts = request.split(" ", 3);
        RawAnswer answer = RawHttp.to(port)
                .send(
                        parts[0],
                        parts[1],
                        Stream.concat(
                                        Stream.of("Authorization: Bearer " + tokens.token("vera")),
                                        Arrays.stream(parts).skip(2))
                                .toList(),
                        new byte[0]);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(RawHttp.to(port).get("/api/v1/events").status()).isEqualTo(401);
    }

    @Test
    void goesOnAfterTheBrokerWasAway(SuiteInfra infra, TestEvents events) {
        try (FeedClient client = open("vera", "?subject=away", true)) {
            infra.killKafka();
            infra.restartKafka();
            String id = publish(events, Topics.SESSION_EVENTS, "a.b", "away", "shop", "{}");
            awaitIds(client, id);
        }
    }

    private FeedClient listen(String user, String query) {
        return FeedClient.stream(port, query, token(user), "");
    }

    private FeedClient open(String user, String query, boolean socket) {
        FeedClient client = socket ? FeedClient.socket(port, query, token(user)) : listen(user, query);
        try {
            await().atMost(DEADLINE).until(client::isOpen);
            return client;
        } catch (ConditionTimeoutException e) {
            // Nobody else would: one that stays open lets all that follow wait in vain, too.
            client.close();
            throw e;
        }
    }

    private String token(String user) {
        return user.equals("root") ? tokens.token(user, "admin") : tokens.token(user);
    }

    private String handshake(String user, String query) {
        return "GET /ws/events" + query + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + "Sec-WebSocket-Protocol: steward, bearer." + token(user) + "\r\n\r\n";
    }

    private static void awaitIds(FeedClient client, String... ids) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(client.ids()).containsExactlyInAnyOrder(ids));
    }

    private static int count(FeedClient client) {
        return client.told("dropped").stream()
                .mapToInt(each -> each.data().get("count").asInt())
                .sum();
    }

    private static String publish(
            TestEvents events, String topic, String type, String subject, @Nullable String project, String data) {
        String id = UUID.randomUUID().toString();
        events.publish(
                topic,
                new CloudEvent(
                        id,
                        "/somebody",
                        type,
                        subject,
                        Instant.now(),
                        null,
                        null,
                        project,
                        null,
                        null,
                        null,
                        data.getBytes(StandardCharsets.UTF_8)));
        return id;
    }

    private static void read(Socket socket, StringBuilder into) throws IOException {
        InputStream in = socket.getInputStream();
        while (in.available() > 0) {
            into.append(new String(in.readNBytes(in.available()), StandardCharsets.ISO_8859_1));
        }
    }

    private static int occurrences(StringBuilder text, String what) {
        return (int)
                Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
    }

    private static int dropped(StringBuilder text) {
        return Pattern.compile("\"count\":(\\d+)")
                .matcher(text)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }
}
