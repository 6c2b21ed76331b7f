package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.security.access.AccessJournal;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.hostile.HostileTokenRequests;
import dev.steward.kit.testing.hostile.TokenForge;
import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.application.TrustStandings;
import dev.steward.zerotrust.application.TrustStatePublisher;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.port.AuditChain;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;

@StewardIT(
        properties = {
            TestSecrets.ADMIN_PASSWORD,
            TestSecrets.MASTER_KEY,
            "steward.zero-trust.login.per-minute=1000",
            "steward.zero-trust.login.first-delay=1ms",
            "steward.zero-trust.audit.publish-every=2s",
            "steward.zero-trust.hashing-queue=8",
            "steward.trust-score.places=classpath:places.csv"
        })
@Import(QuickPasswords.class)
class ZeroTrustServiceIT
        implements RefusedRequests,
                SigningKeyRequests,
                DeviceRequests,
                ServiceAccountRequests,
                ApiKeyRequests,
                OAuthRequests,
                SecretRequests,
                PolicyRequests,
                EnforcedPolicyRequests,
                DecisionRequests,
                UserRequests,
                ProjectRequests,
                GroupRequests,
                LoginSessionRequests,
                TrustScoreRequests,
                TrustEntryRequests,
                AuditRequests,
                AuditedUseRequests,
                AuditTamperRequests,
                OutageRequests,
                AccessAuditRequests,
                HostileTokenRequests {

    @LocalServerPort
    private int port;

    @Autowired
    private KeyRing keyRing;

    @Autowired
    private TrustStandings trustStandings;

    @Autowired
    private AccessJournal accessJournal;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private AuditChain auditChain;

    @Autowired
    private TrustStatePublisher trustStatePublisher;

    private ZeroTrustClient anonymous;
    private ZeroTrustClient admin;

    @BeforeEach
    void logIn() {
        anonymous = ZeroTrustClient.anonymous(port);
        admin = anonymous.as("admin");
    }

    @Test
    void tokenVerifiesWithThePublishedKey() throws Exception {
        Map<?, ?> login = anonymous.login("ADMIN");
        String jwks = anonymous
                .get("/.well-known/jwks.json")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=300, public")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        SignedJWT token = SignedJWT.parse(login.get("access_token").toString());
        var key = JWKSet.parse(jwks).getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        assertThat(token.getJWTClaimsSet().getStringClaim("sid")).isEqualTo(login.get("login_session_id"));
        assertThat(login.get("token_type")).isEqualTo("Bearer");
        assertThat(login.get("expires_in")).isEqualTo(900);
        assertThat(login.get("refresh_token").toString()).hasSize(43);
    }

    @Test
    void userLogsInAndSeesNobodyElse() {
        String ada = admin.createUser("Ada", "developer");
        String bob = admin.createUser("bob");
        ZeroTrustClient asAda = anonymous.as("ada");

        asAda.get("/api/v1/users/" + ada)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.username")
                .isEqualTo("ada")
                .jsonPath("$.roles")
                .isEqualTo(List.of("developer"))
                .jsonPath("$.password_hash")
                .doesNotExist();
        asAda.get("/api/v1/users/" + bob).expectStatus().isNotFound();
        admin.get("/api/v1/users/" + bob).expectStatus().isOk();
    }

    @Test
    void memberSeesTheProjectAndNoOther() {
        String carol = admin.createUser("carol");
        admin.createProject("carols");
        admin.createProject("hidden");
        ZeroTrustClient asCarol = anonymous.as("carol");
        asCarol.get("/api/v1/projects/carols").expectStatus().isNotFound();

        admin.putMember("carols", carol, "developer").expectStatus().isOk();

        asCarol.get("/api/v1/projects/carols")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.members[0].role")
                .isEqualTo("developer");
        asCarol.get("/api/v1/projects/hidden").expectStatus().isNotFound();
        asCarol.get("/api/v1/projects")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.items[0].project_id")
                .isEqualTo("carols");
        admin.get("/api/v1/projects?page_size=1")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].id")
                .isEqualTo("hidden");
    }

    @Test
    void membershipIsForAdminsToGive() {
        String dora = admin.createUser("dora", "operator");
        admin.createProject("guarded");
        ZeroTrustClient asDora = anonymous.as("dora");

        asDora.putMember("guarded", dora, "developer").expectStatus().isForbidden();
        asDora.post("/api/v1/projects", Map.of("project_id", "mine", "name", "Mine"))
                .expectStatus()
                .isForbidden();
        asDora.post("/api/v1/users", credentials("eve", TestSecrets.PASSWORD))
                .expectStatus()
                .isForbidden();
        admin.putMember("unknown", dora, "viewer").expectStatus().isNotFound();
        admin.putMember("guarded", "0198c0de-0000-7000-8000-000000000000", "viewer")
                .expectStatus()
                .isNotFound();
        admin.putMember("guarded", "no-uuid", "viewer").expectStatus().isNotFound();
        admin.putMember("guarded", dora, "admin").expectStatus().isBadRequest();
        admin.putMember("Not-A-Slug", dora, "viewer").expectStatus().isBadRequest();
    }

    @Test
    void eventsTellOfEveryChangeInOrder(TestEvents events) {
        String frank = admin.createUser("frank");
        admin.createProject("told");
        admin.putMember("told", frank, "viewer").expectStatus().isOk();
        admin.putMember("told", frank, "viewer").expectStatus().isOk();
        admin.putMember("told", frank, "developer").expectStatus().isOk();
        anonymous.login("frank");
        anonymous
                .post("/api/v1/auth/login", credentials("frank", "wrong"))
                .expectStatus()
                .isUnauthorized();

        List<CloudEvent> told =
                events.await(Topics.TRUST_EVENTS, seen -> of(seen, "told").size() >= 3 && hasFailure(seen, "frank"));
        assertThat(of(told, "told"))
                .extracting(CloudEvent::type, CloudEvent::sequence)
                .containsExactly(
                        tuple("project.created.v1", 1L),
                        tuple("membership.changed.v1", 2L),
                        tuple("membership.changed.v1", 3L));
        assertThat(of(told, frank))
                .filteredOn(event -> "user".equals(event.aggregateType())) // others tell of the trust in the user
                .extracting(CloudEvent::type)
                .containsExactly("user.created.v1");

        List<CloudEvent> state = events.await(
                Topics.TRUST_STATE,
                seen -> of(seen, "project/told").size() >= 3
                        && !of(seen, "snapshot-complete").isEmpty());
        assertThat(of(state, "project/told")).extracting(CloudEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(of(state, "project/told").getLast().data()).asString().contains(frank, "developer");
        assertThat(of(state, "keys")).isNotEmpty();
    }

    @Test
    void endOfALoginSessionIsToldToEveryProcess(TestEvents events) {
        admin.createUser("gus");
        Map<?, ?> login = anonymous.login("gus");
        String id = login.get("login_session_id").toString();

        admin.delete("/api/v1/auth/login-sessions/" + id).expectStatus().isNoContent();

        List<CloudEvent> told =
                events.await(Topics.TRUST_EVENTS, seen -> of(seen, id).size() >= 2);
        assertThat(of(told, id))
                .extracting(CloudEvent::type, CloudEvent::sequence)
                .containsExactly(tuple("login.succeeded.v1", 1L), tuple("login-session.revoked.v1", 2L));
        assertThat(of(told, id).getLast().data()).asString().contains("session-revoked", "admin");
        events.await(
                Topics.TRUST_STATE, seen -> !of(seen, "login-session/" + id).isEmpty());
    }

    @Test
    void creatingTwiceWithOneKeyCreatesOnce(TestDatabase database) {
        Map<String, String> body = Map.of("project_id", "once", "name", "Once");
        admin.post("/api/v1/projects", body, "Idempotency-Key", "k1")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .location("/api/v1/projects/once");
        admin.post("/api/v1/projects", body, "Idempotency-Key", "k1")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true");
        admin.post("/api/v1/projects", body).expectStatus().isEqualTo(409);
        admin.post("/api/v1/projects", Map.of("project_id", "other", "name", "O"), "Idempotency-Key", "k1")
                .expectStatus()
                .isEqualTo(422);
        assertThat(database.number("select count(*) from projects where id in ('once', 'other')"))
                .isEqualTo(1);
    }

    @Test
    void moreLoginsThanCanBeHashedAreToldToComeBack(TestDatabase database) throws Exception {
        String id = admin.createUser("many");
        database.execute(
                "update users set password_hash = '" + QuickPasswords.slowHash() + "' where id = '" + id + "'");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> logins = Collections.nCopies(60, () -> anonymous
                    .post("/api/v1/auth/login", credentials("many", TestSecrets.PASSWORD))
                    .expectBody(byte[].class)
                    .returnResult()
                    .getStatus()
                    .value());
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> login : threads.invokeAll(logins)) {
                answers.add(login.get());
            }
            assertThat(answers).containsOnly(200, 503);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String guardedPath() {
        return "/api/v1/auth/login-sessions";
    }

    @Override
    public TokenForge forge() {
        SigningKey key = keyRing.current().block();
        String good = anonymous.login("admin").get("access_token").toString();
        return new TokenForge(key.privateKey(), key.publicKey(), good);
    }

    @Override
    public ZeroTrustClient anonymous() {
        return anonymous;
    }

    @Override
    public ZeroTrustClient admin() {
        return admin;
    }

    @Override
    public KeyRing keyRing() {
        return keyRing;
    }

    @Override
    public AuditChain auditChain() {
        return auditChain;
    }

    @Override
    public TrustStandings trustStandings() {
        return trustStandings;
    }

    @Override
    public TrustStatePublisher trustStatePublisher() {
        return trustStatePublisher;
    }

    @Override
    public Counter unrecorded() {
        return meters.counter("steward.access.unrecorded", "cause", "failed");
    }

    @Override
    public AccessJournal accessJournal() {
        return accessJournal;
    }

    private static List<CloudEvent> of(List<CloudEvent> events, String subject) {
        return events.stream().filter(event -> event.subject().equals(subject)).toList();
    }

    private static boolean hasFailure(List<CloudEvent> events, String username) {
        return events.stream()
                .anyMatch(event ->
                        event.type().equals("login.failed.v1") && new String(event.data(), UTF_8).contains(username));
    }
}
