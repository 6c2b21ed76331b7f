package dev.steward.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.KitApplication;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@StewardIT(properties = KitApplication.LOCATION)
@AutoConfigureWebTestClient(timeout = "PT2M")
@Import({TestSecurity.class, IdempotencyIT.Orders.class})
class IdempotencyIT {

    @Autowired
    private WebTestClient http;

    @Autowired
    private TestTokens tokens;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void table(TestDatabase database) {
        database.execute("create table if not exists placed (id uuid primary key, item text not null)");
        database.execute("delete from placed");
    }

    @Test
    void theSameRequestTakesEffectOnceAndGetsTheFirstAnswer(TestDatabase database) {
        var first = order("ada", key, "apple");
        var second = order("ada", key, "apple");

        assertThat(first.getStatus().value()).isEqualTo(201);
        assertThat(second.getStatus().value()).isEqualTo(201);
        assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
        assertThat(second.getResponseHeaders().getLocation())
                .isEqualTo(first.getResponseHeaders().getLocation());
        assertThat(first.getResponseHeaders().getFirst(KeyedRequest.REPLAYED)).isNull();
        assertThat(second.getResponseHeaders().getFirst(KeyedRequest.REPLAYED)).isEqualTo("true");
        assertThat(placed(database)).isEqualTo(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused(TestDatabase database) {
        order("ada", key, "apple");

        assertThat(order("ada", key, "pear").getStatus().value()).isEqualTo(422);
        assertThat(placed(database)).isEqualTo(1);
    }

    @Test
    void theKeyOfAnotherCallerIsAnotherKey(TestDatabase database) {
        order("ada", key, "apple");

        assertThat(order("bob", key, "apple").getStatus().value()).isEqualTo(201);
        assertThat(placed(database)).isEqualTo(2);
    }

    @Test
    void ofManyAtOnceOneTakesEffect(TestDatabase database) {
        List<Integer> statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(_ -> order("ada", key, "apple").getStatus().value())
                .toList();

        assertThat(statuses).hasSize(12).contains(201).isSubsetOf(201, 409);
        assertThat(placed(database)).isEqualTo(1);
    }

    @Test
    void aRefusedRequestLeavesNothingAndMayBeTriedAgain(TestDatabase database) {
        assertThat(order("ada", key, "forbidden fruit").getStatus().value()).isEqualTo(409);
        assertThat(placed(database)).isZero();
        assertThat(database.number("select count(*) from idempotency_key where key = '" + key + "'"))
                .isZero();
    }

    @Test
    void aClaimWhoseOwnerDiedIsTakenOverAfterItsLease(TestDatabase database) {
        order("ada", key, "apple");
        database.execute("update idempotency_key set status = null, body = null where key = '" + key + "'");
        assertThat(order("ada", key, "apple").getStatus().value()).isEqualTo(409);

        database.execute("update idempotency_key set leased_to = now() - interval '1 second'");

        assertThat(order("ada", key, "apple").getStatus().value()).isEqualTo(201);
    }

    @Test
    void theStoredFingerprintIsKeyedWithWhatTheDatabaseDoesNotHold(TestDatabase database) {
        order("ada", key, "apple");

        assertThat(database.rows("select fingerprint from idempotency_key where key = '" + key + "'"))
                .containsExactly(
                        new BodyFingerprint(TestDatabase.APP_PASSWORD).of("{\"item\":\"apple\"}".getBytes(UTF_8)));
    }

    @Test
    void aSecretIsShownOnceAndNeverStored(TestDatabase database) {
        String first = String.valueOf(post("/tokens", "ada", key, "apple").getResponseBody());
        String second = String.valueOf(post("/tokens", "ada", key, "apple").getResponseBody());

        assertThat(first)
                .contains(
                        "\"secret\":\"token-of-apple\"", "\"secret_available\":true", "\"nested\":\"spare-of-apple\"");
        assertThat(second).isEqualTo("""
                        {"id":"apple","secret":null,"secret_available":false,\
                        "spare":[{"nested":null,"secret_available":false}]}""");
        assertThat(database.number("select count(*) from idempotency_key where body like '%-of-apple%'"))
                .isZero();
    }

    @Test
    void aMalformedKeyIsNamed() {
        assertThat(order("ada", "bad key", "apple").getStatus().value()).isEqualTo(400);
    }

    private static long placed(TestDatabase database) {
        return database.number("select count(*) from placed");
    }

    private EntityExchangeResult<String> order(String user, String idempotencyKey, String item) {
        return post("/orders", user, idempotencyKey, item);
    }

    private EntityExchangeResult<String> post(String uri, String user, String idempotencyKey, String item) {
        return http.post()
                .uri(uri)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.token(user))
                .header(IdempotentRequestArgumentResolver.HEADER, idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"item\":\"" + item + "\"}")
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    record Order(@Nullable String item) {}

    record Token(String id, @OneTimeSecret String secret, boolean secretAvailable, List<Spare> spare) {}

    record Spare(@OneTimeSecret String nested, boolean secretAvailable) {}

    @RestController
    static class Orders {

        private final DatabaseClient database;

        Orders(DatabaseClient database) {
            this.database = database;
        }

        @PostMapping("/orders")
        Mono<ResponseEntity<Map<String, String>>> place(@ValidBody Order order, IdempotentRequest request) {
            UUID id = UUID.randomUUID();
            String item = String.valueOf(order.item());
            return request.answer(database.sql("INSERT INTO placed VALUES (:id, :item)")
                    .bind("id", id)
                    .bind("item", item)
                    .then()
                    .then(
                            item.startsWith("forbidden")
                                    ? Mono.error(new Problem(ProblemCode.CONFLICT, "Not this one."))
                                    : Mono.just(ResponseEntity.created(URI.create("/orders/" + id))
                                            .body(Map.of("id", id.toString())))));
        }

        @PostMapping("/tokens")
        Mono<ResponseEntity<Token>> issue(@ValidBody Order order, IdempotentRequest request) {
            String item = String.valueOf(order.item());
            return request.answer(Mono.just(ResponseEntity.created(URI.create("/tokens/" + item))
                    .body(new Token(item, "token-of-" + item, true, List.of(new Spare("spare-of-" + item, true))))));
        }

        @Bean
        static RouteTable orderRoutes() {
            return RouteTable.of(
                    Route.post("/orders").authenticated(), Route.post("/tokens").authenticated());
        }
    }
}
