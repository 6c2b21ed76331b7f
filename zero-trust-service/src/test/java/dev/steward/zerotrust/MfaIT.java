package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static dev.steward.zerotrust.ZeroTrustClient.credentials;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.zerotrust.adapter.crypto.HmacTotpCodes;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@StewardIT(
        properties = {
            TestSecrets.ADMIN_PASSWORD,
            TestSecrets.MASTER_KEY,
            "steward.zero-trust.login.lock-after=20",
            "steward.zero-trust.login.first-delay=1ms",
            "steward.zero-trust.login.per-minute=1000"
        })
@Import(QuickPasswords.class)
class MfaIT {

    private static final String MFA = "/api/v1/auth/mfa";

    @LocalServerPort
    private int port;

    private TestDatabase database;
    private ZeroTrustClient anonymous;
    private ZeroTrustClient admin;

    @BeforeEach
    void logIn(TestDatabase database) {
        this.database = database;
        anonymous = ZeroTrustClient.anonymous(port);
        admin = anonymous.as("admin");
    }

    @Test
    void enrolmentShowsItsSecretOnce() {
        admin.createUser("ann");
        ZeroTrustClient ann = anonymous.as("ann");

        Map<?, ?> first = body(ann.post(MFA + "/totp", Map.of(), "Idempotency-Key", "k"), 201);
        Map<?, ?> again = body(ann.post(MFA + "/totp", Map.of(), "Idempotency-Key", "k"), 201);

        assertThat(first.get("otpauth_uri").toString())
                .startsWith("otpauth://totp/Steward:ann?secret=" + first.get("secret"));
        assertThat(first.get("qr_svg").toString()).startsWith("<svg").endsWith("</svg>");
        assertThat(again.get("secret")).isNull();
        assertThat(again.get("otpauth_uri")).isNull();
        assertThat(again.get("qr_svg")).isNull();
        assertThat(again.get("secret_available")).isEqualTo(false);
        assertThat(body(ann.get(MFA), 200).get("methods")).isEqualTo(List.of());
        anonymous.login("ann");
    }

    @Test
    void loginNeedsASecondFactorOnceItIsConfirmed() throws Exception {
        Enrolled bea = enrolled("bea");
        assertThat(bea.recoveryCodes()).hasSize(10);

        Map<?, ?> required = refused(login("bea", null), "mfa-required");
        assertThat(required.get("methods")).isEqualTo(List.of("totp", "recovery-code"));
        assertThat(required.get("expires_in")).isEqualTo(300);
        Map<?, ?> tokens = body(challenge(required, bea.code()), 200);

        var claims = SignedJWT.parse(tokens.get("access_token").toString()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("acr")).isEqualTo("aal2");
        assertThat(claims.getLongClaim("mfa_at")).isPositive();
        assertThat(tokens.get("refresh_token")).isNotNull();
        Map<?, ?> state = body(bearing(tokens).get(MFA), 200);
        assertThat(state.get("enabled")).isEqualTo(true);
        assertThat(state.get("recovery_codes_left")).isEqualTo(10);
    }

    @Test
    void challengedLoginKeepsItsDevice() throws Exception {
        Enrolled dora = enrolled("dora");
        Object device = body(dora.client().post("/api/v1/devices", Map.of("name", "Laptop")), 201)
                .get("id");
        Map<String, Object> login = new HashMap<>(credentials("dora", TestSecrets.PASSWORD));

        login.put("device_id", "\u0000 no id");
        Map<?, ?> unknown = refused(anonymous.post("/api/v1/auth/login", login), "mfa-required");
        body(challenge(unknown, "000000x"), 401);
        assertThat(body(challenge(unknown, dora.recoveryCodes().getFirst()), 400)
                        .get("errors")
                        .toString())
                .contains("device_id");
        login.put("device_id", device);
        Map<?, ?> own = refused(anonymous.post("/api/v1/auth/login", login), "mfa-required");
        Map<?, ?> tokens = body(challenge(own, dora.code()), 200);

        assertThat(SignedJWT.parse(tokens.get("access_token").toString())
                        .getJWTClaimsSet()
                        .getStringClaim("device_id"))
                .isEqualTo(device);
    }

    @Test
    void codeInTheLoginIsEnough() {
        Enrolled cleo = enrolled("cleo");

        body(login("cleo", cleo.code()), 200);

        refused(login("cleo", cleo.code()), "unauthorized");
        refused(login("cleo", "000000x"), "unauthorized");
    }

    @Test
    void ofManyUsesOfOneCodeAtOnceOneIsGood() throws Exception {
        Enrolled dan = enrolled("dan");
        List<Map<?, ?>> challenges = List.of(
                refused(login("dan", null), "mfa-required"),
                refused(login("dan", null), "mfa-required"),
                refused(login("dan", null), "mfa-required"),
                refused(login("dan", null), "mfa-required"));
        String code = dan.code();

        List<Integer> answers =
                together(challenges.stream().map(each -> status(each, code)).toList());
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
    }

    @Test
    void ofManyAnswersToOneChallengeOneIsGood() throws Exception {
        Enrolled eva = enrolled("eva");
        Map<?, ?> challenge = refused(login("eva", null), "mfa-required");
        List<String> codes = eva.recoveryCodes().subList(0, 4);

        List<Integer> answers =
                together(codes.stream().map(each -> status(challenge, each)).toList());

        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
        assertThat(database.number("select count(*) from recovery_codes c join users u on u.id = c.user_id"
                        + " where u.username = 'eva' and c.used_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void guessesAtOneChallengeAreCountedAlsoAtOnce() throws Exception {
        Enrolled fay = enrolled("fay");
        Map<?, ?> challenge = refused(login("fay", null), "mfa-required");

        together(Collections.nCopies(8, status(challenge, "wrong")));

        refused(challenge(challenge, fay.code()), "unauthorized");
        assertThat(database.number("select failures from totp_authenticators a join users u on u.id = a.user_id"
                        + " where u.username = 'fay'"))
                .isEqualTo(5);
    }

    @Test
    void challengeThatEndedOrNeverWasIsRefused() {
        Enrolled gus = enrolled("gus");
        Map<?, ?> challenge = refused(login("gus", null), "mfa-required");
        database.execute("update mfa_challenges set expires_at = now() - interval '1 second'"
                + " where user_id = (select id from users where username = 'gus')");

        refused(challenge(challenge, gus.code()), "unauthorized");
        refused(challenge(Map.of("mfa_token", "\u0000' or true"), gus.code()), "unauthorized");
        body(anonymous.post(MFA + "/challenge", Map.of("mfa_token", "x".repeat(300), "mfa_code", 7)), 400);
        body(anonymous.post(MFA + "/challenge", Map.of("mfa_token", "x", "mfa_code", "x", "user", "gus")), 400);
    }

    @Test
    void whatWeakensTheSecondFactorNeedsARecentOne() {
        Enrolled hal = enrolled("hal");
        refused(hal.client().post(MFA + "/recovery-codes", Map.of()), "step-up-required");
        hal.client()
                .delete(MFA + "/totp")
                .expectHeader()
                .valueMatches(HttpHeaders.WWW_AUTHENTICATE, ".*insufficient_user_authentication.*max_age=\"300\"");

        refused(hal.client().post(MFA + "/step-up", Map.of("mfa_code", "123")), "unauthorized");
        Map<?, ?> raised = body(hal.client().post(MFA + "/step-up", Map.of("mfa_code", hal.code())), 200);
        ZeroTrustClient steppedUp = bearing(raised);

        Map<?, ?> renewed = body(steppedUp.post(MFA + "/recovery-codes", Map.of()), 200);
        assertThat((List<?>) renewed.get("recovery_codes")).hasSize(10).isNotEqualTo(hal.recoveryCodes());
        refused(login("hal", hal.recoveryCodes().getFirst()), "unauthorized");
        steppedUp.delete(MFA + "/totp").expectStatus().isNoContent();
        steppedUp.delete(MFA + "/totp").expectStatus().isNotFound();
        body(hal.client().post(MFA + "/step-up", Map.of("mfa_code", "123456")), 409);
        anonymous.login("hal");
    }

    @Test
    void adminWithARecentSecondFactorHelpsWhoLostTheirs(TestEvents events) {
        String ida = enrolled("ida").userId();
        admin.createUser("root", "admin");
        Enrolled root = enrolledAs("root", anonymous.as("root"), "");
        refused(root.client().delete("/api/v1/users/" + ida + "/mfa"), "step-up-required");
        ZeroTrustClient raised =
                bearing(body(root.client().post(MFA + "/step-up", Map.of("mfa_code", root.code())), 200));

        admin.delete("/api/v1/users/" + ida + "/mfa").expectStatus().isUnauthorized();
        raised.delete("/api/v1/users/" + ida + "/mfa").expectStatus().isNoContent();
        raised.delete("/api/v1/users/" + ida + "/mfa").expectStatus().isNotFound();
        raised.delete("/api/v1/users/no-uuid/mfa").expectStatus().isNotFound();
        anonymous.login("ida");

        List<CloudEvent> told = events.await(
                Topics.TRUST_EVENTS,
                seen -> types(seen).contains("assurance-level.changed.v1")
                        && seen.stream().anyMatch(each -> new String(each.data(), UTF_8).contains("\"revoke\"")));
        assertThat(types(told)).contains("credential.changed.v1");
    }

    @Test
    void secondFactorIsForThoseWhoAreLoggedIn() {
        refused(anonymous.get(MFA), "unauthorized");
        refused(anonymous.post(MFA + "/totp", Map.of()), "unauthorized");
        refused(anonymous.post(MFA + "/step-up", Map.of("mfa_code", "123456")), "unauthorized");
        refused(anonymous.delete(MFA + "/totp"), "unauthorized");
        admin.createUser("jo");
        ZeroTrustClient jo = anonymous.as("jo");
        body(jo.post(MFA + "/totp/confirm", Map.of("mfa_code", "123456")), 409);
        body(jo.post(MFA + "/step-up", Map.of("mfa_code", "123456")), 409);
        body(jo.post(MFA + "/totp", Map.of()), 201);
        refused(jo.post(MFA + "/totp/confirm", Map.of("mfa_code", "12345")), "unauthorized");
    }

    private record Enrolled(String userId, ZeroTrustClient client, TotpSecret secret, List<String> recoveryCodes) {

        String code() {
            return new HmacTotpCodes().code(secret, TotpStep.at(Instant.now()));
        }
    }

    private Enrolled enrolled(String username) {
        String userId = admin.createUser(username);
        return enrolledAs(username, anonymous.as(username), userId);
    }

    /** The code that confirms may be used once more, so that a test need not wait for the next step. */
    private Enrolled enrolledAs(String username, ZeroTrustClient client, String userId) {
        var secret = new TotpSecret(
                body(client.post(MFA + "/totp", Map.of()), 201).get("secret").toString());
        String code = new HmacTotpCodes().code(secret, TotpStep.at(Instant.now()));
        List<?> codes = (List<?>) body(client.post(MFA + "/totp/confirm", Map.of("mfa_code", code)), 200)
                .get("recovery_codes");
        database.execute("update totp_authenticators set last_step = 0"
                + " where user_id = (select id from users where username = '" + username + "')");
        return new Enrolled(
                userId, client, secret, codes.stream().map(Object::toString).toList());
    }

    private ResponseSpec login(String username, @Nullable String code) {
        Map<String, Object> body = new HashMap<>(credentials(username, TestSecrets.PASSWORD));
        body.put("mfa_code", code);
        return anonymous.post("/api/v1/auth/login", body);
    }

    private ResponseSpec challenge(Map<?, ?> required, String code) {
        return anonymous.post(MFA + "/challenge", Map.of("mfa_token", required.get("mfa_token"), "mfa_code", code));
    }

    private Callable<Integer> status(Map<?, ?> required, String code) {
        return () ->
                challenge(required, code).returnResult(String.class).getStatus().value();
    }

    private ZeroTrustClient bearing(Map<?, ?> tokens) {
        return anonymous.bearing(tokens.get("access_token").toString());
    }

    private static List<Integer> together(List<Callable<Integer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Integer>();
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static List<String> types(List<CloudEvent> events) {
        return events.stream().map(CloudEvent::type).toList();
    }

    private static Map<?, ?> refused(ResponseSpec response, String code) {
        Map<?, ?> problem = body(response, 401);
        assertThat(problem.get("code")).isEqualTo(code);
        return problem;
    }
}
