package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Login sessions as their users see them: continued, listed, ended. */
interface LoginSessionRequests {

    String SESSIONS = "/api/v1/auth/login-sessions";
    String REFRESH = "/api/v1/auth/refresh";

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void refreshContinuesALoginSessionAndReuseEndsIt() {
        admin().createUser("rea");
        Map<?, ?> login = anonymous().login("rea");

        Map<?, ?> refreshed = body(refresh(login), 200);
        assertThat(refreshed.get("login_session_id")).isEqualTo(login.get("login_session_id"));
        assertThat(refreshed.get("expires_in")).isEqualTo(900);
        bearing(refreshed).get(SESSIONS).expectStatus().isOk();
        bearing(login).get(SESSIONS).expectStatus().isOk();

        assertThat(body(refresh(login), 401).get("code")).isEqualTo("unauthorized");
        body(refresh(refreshed), 401);
        body(bearing(refreshed).get(SESSIONS), 401);
        body(bearing(login).get(SESSIONS), 401);
    }

    @Test
    default void ofManyRefreshesAtOnceOneIsAnswered() throws Exception {
        admin().createUser("ron");
        Map<?, ?> login = anonymous().login("ron");
        Callable<Integer> attempt =
                () -> refresh(login).returnResult(String.class).getStatus().value();

        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(6, attempt))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
        body(bearing(login).get(SESSIONS), 401);
    }

    @Test
    default void whatIsNoRefreshTokenIsRefused() {
        Map<?, ?> login = anonymous().login("admin");
        body(refresh("garbage"), 401);
        body(refresh("\u0000' or true"), 401);
        body(refresh("A".repeat(43)), 401);
        body(refresh(login.get("access_token").toString().substring(0, 43)), 401);
        body(refresh("x".repeat(1_025)), 400);
        body(refresh("x".repeat(1 << 20)), 413);
        body(anonymous().post(REFRESH, Map.of("refresh_token", 7)), 400);
        body(anonymous().post(REFRESH, Map.of()), 400);
        body(anonymous().post(REFRESH, "{"), 400);
        body(anonymous().bearing(login.get("refresh_token").toString()).get(SESSIONS), 401);
        body(refresh(login), 200);
    }

    @Test
    default void logoutEndsTheLoginSessionItIsMadeIn() {
        admin().createUser("sam");
        Map<?, ?> one = anonymous().login("sam");
        Map<?, ?> other = anonymous().login("sam");

        bearing(one).post("/api/v1/auth/logout", Map.of()).expectStatus().isNoContent();

        body(bearing(one).post("/api/v1/auth/logout", Map.of()), 401);
        body(refresh(one), 401);
        assertThat(body(bearing(other).get(SESSIONS), 200).get("total")).isEqualTo(1);
        body(anonymous().post("/api/v1/auth/logout", Map.of()), 401);
    }

    @Test
    default void logoutFromEverywhereEndsThemAll() {
        admin().createUser("tia");
        List<Map<?, ?>> logins = List.of(
                anonymous().login("tia"), anonymous().login("tia"), anonymous().login("tia"));

        bearing(logins.get(1))
                .post("/api/v1/auth/logout-all", Map.of())
                .expectStatus()
                .isNoContent();

        logins.forEach(login -> body(bearing(login).get(SESSIONS), 401));
        logins.forEach(login -> body(refresh(login), 401));
        anonymous().login("tia");
    }

    @Test
    default void listShowsOwnLoginSessionsInPages() {
        admin().createUser("uma");
        Map<?, ?> first = anonymous().login("uma");
        Map<String, Object> withDevice = new HashMap<>(ZeroTrustClient.credentials("uma", TestSecrets.PASSWORD));
        Object device = body(bearing(first).post("/api/v1/devices", Map.of("name", "Laptop")), 201)
                .get("id");
        withDevice.put("device_id", device);
        Map<?, ?> second =
                body(anonymous().post("/api/v1/auth/login", withDevice, "X-Forwarded-For", "203.0.113.77"), 200);
        anonymous().login("uma");

        Map<?, ?> page = body(bearing(first).get(SESSIONS + "?page=2&page_size=1"), 200);

        assertThat(page.get("total")).isEqualTo(3);
        assertThat(page.get("total_pages")).isEqualTo(3);
        Map<?, ?> listed = (Map<?, ?>) ((List<?>) page.get("items")).getFirst();
        assertThat(listed.get("id")).isEqualTo(second.get("login_session_id"));
        assertThat(listed.get("device_id")).isEqualTo(device);
        assertThat(listed.get("address")).isEqualTo("203.0.113.77");
        assertThat(listed.get("current")).isEqualTo(false);
        assertThat(listed.get("last_used_at")).isEqualTo(listed.get("created_at"));
        body(bearing(first).get(SESSIONS + "?page_size=101"), 400);
        body(anonymous().get(SESSIONS), 401);
    }

    @Test
    default void deviceOfALoginIsOnesOwnOrTheLoginIsRefused() throws Exception {
        admin().createUser("yan");
        admin().createUser("zoe");
        Object yans = device("yan");
        Object zoes = device("zoe");

        Map<?, ?> login = body(loginOn("yan", TestSecrets.PASSWORD, yans), 200);
        assertThat(deviceOf(login)).isEqualTo(yans);
        for (Object wrong : List.of(zoes, "0198c0de-0000-7000-8000-0000000000dd", "\u0000 no id", "")) {
            Map<?, ?> problem = body(loginOn("yan", TestSecrets.PASSWORD, wrong), 400);
            assertThat(problem.get("code")).isEqualTo("validation-failed");
            assertThat(problem.get("errors").toString()).contains("device_id");
        }
        assertThat(body(loginOn("yan", "wrong", zoes), 401).get("detail"))
                .isEqualTo(body(loginOn("yan-nobody", "wrong", zoes), 401).get("detail"));

        Map<?, ?> refreshed = body(refresh(login), 200);
        assertThat(deviceOf(refreshed)).isEqualTo(yans);
        bearing(refreshed).delete("/api/v1/devices/" + yans).expectStatus().isNoContent();
        assertThat(deviceOf(body(refresh(refreshed), 200))).isNull();
        body(loginOn("yan", TestSecrets.PASSWORD, yans), 400);
    }

    @Test
    default void loginSessionsOfOthersAreForAdminsToEnd() {
        admin().createUser("vic");
        admin().createUser("wim", "operator");
        Map<?, ?> vic = anonymous().login("vic");
        String path = SESSIONS + "/" + vic.get("login_session_id");

        body(anonymous().as("wim").delete(path), 404);
        body(admin().delete(SESSIONS + "/0198c0de-0000-7000-8000-000000000000"), 404);
        body(admin().delete(SESSIONS + "/no-uuid"), 404);
        body(bearing(vic).get(SESSIONS), 200);
        admin().delete(path).expectStatus().isNoContent();
        body(admin().delete(path), 404);
        body(bearing(vic).delete(path), 401);

        Map<?, ?> again = anonymous().login("vic");
        ZeroTrustClient asVic = anonymous().as("vic");
        asVic.delete(SESSIONS + "/" + again.get("login_session_id"))
                .expectStatus()
                .isNoContent();
        body(bearing(again).get(SESSIONS), 401);
        body(asVic.get(SESSIONS), 200);
    }

    private Object device(String username) {
        return body(anonymous().as(username).post("/api/v1/devices", Map.of("name", "Laptop")), 201)
                .get("id");
    }

    private ResponseSpec loginOn(String username, String password, Object device) {
        Map<String, Object> body = new HashMap<>(ZeroTrustClient.credentials(username, password));
        body.put("device_id", device);
        return anonymous().post("/api/v1/auth/login", body);
    }

    private static String deviceOf(Map<?, ?> tokens) throws ParseException {
        return SignedJWT.parse(tokens.get("access_token").toString())
                .getJWTClaimsSet()
                .getStringClaim("device_id");
    }

    private ResponseSpec refresh(Map<?, ?> login) {
        return refresh(login.get("refresh_token").toString());
    }

    private ResponseSpec refresh(String token) {
        return anonymous().post(REFRESH, Map.of("refresh_token", token));
    }

    private ZeroTrustClient bearing(Map<?, ?> tokens) {
        return anonymous().bearing(tokens.get("access_token").toString());
    }
}
