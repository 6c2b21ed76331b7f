package dev.steward.zerotrust.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.SourcePrefix;
import dev.steward.zerotrust.domain.AccessClaims;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.ProgramClaims;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JwtTokenSignerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long NOON_SECONDS = 1767268800L;

    private static final JwtTokenSigner SIGNER = new JwtTokenSigner("https://steward.example", "steward");
    private static final SigningKey KEY = SIGNER.generate();

    @Test
    void saysExactlyWhatTheDesignNames() throws Exception {
        SignedJWT jwt = SignedJWT.parse(SIGNER.sign(claims(), KEY));

        assertThat(jwt.getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "RS256", "typ", "at+jwt", "kid", KEY.keyId()));
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "iss", "https://steward.example",
                "aud", "steward",
                "sub", "user-1",
                "sid", "login-1",
                "client_id", "steward",
                "jti", "token-1",
                "acr", "aal1",
                "username", "ada",
                "roles", List.of("developer"),
                "projects", Map.of("atlas", "viewer")));
        expected.putAll(Map.of(
                "iat", NOON_SECONDS, "nbf", NOON_SECONDS, "exp", NOON_SECONDS + 900, "auth_time", NOON_SECONDS - 60));
        expected.put("device_id", "device-1");
        assertThat(new TreeMap<>(jwt.getPayload().toJSONObject())).isEqualTo(expected);
    }

    @Test
    void tokenOfAProgramSaysItsScopeAndNothingOfALogin() throws Exception {
        var user = User.service("account-1", Set.of(Role.OPERATOR), NOON);
        var claims = new ProgramClaims(
                "token-2",
                user,
                new SecretId("key-1", 2),
                Scopes.of(List.of("jobs:read", "*:write")),
                new TreeSet<>(List.of("crew", "jobs:read", "operator")),
                new TreeMap<>(Map.of("atlas", Role.VIEWER)),
                NOON,
                NOON.plusSeconds(900),
                new SourcePrefix("/ci"));

        SignedJWT jwt = SignedJWT.parse(SIGNER.sign(claims, KEY));

        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "iss", "https://steward.example",
                "aud", "steward",
                "sub", "account-1",
                "sid", "key-1.2",
                "client_id", "key-1",
                "jti", "token-2",
                "scope", "*:write jobs:read",
                "username", "service-account-account-1",
                "roles", List.of("crew", "jobs:read", "operator"),
                "projects", Map.of("atlas", "viewer")));
        expected.putAll(Map.of("iat", NOON_SECONDS, "nbf", NOON_SECONDS, "exp", NOON_SECONDS + 900));
        expected.put("event_source", "/ci");
        assertThat(new TreeMap<>(jwt.getPayload().toJSONObject())).isEqualTo(expected);
    }

    @Test
    void publicKeyVerifiesTheToken() throws Exception {
        RSAKey published = RSAKey.parse(Map.copyOf(SIGNER.publicKey(KEY)));

        assertThat(published.isPrivate()).isFalse();
        assertThat(published.size()).isEqualTo(2048);
        assertThat(SignedJWT.parse(SIGNER.sign(claims(), KEY)).verify(new RSASSAVerifier(published)))
                .isTrue();
    }

    @Test
    void publishesNothingButThePublicHalf() {
        assertThat(SIGNER.publicKey(KEY)).containsOnlyKeys("kty", "use", "alg", "kid", "n", "e");
    }

    private static AccessClaims claims() {
        var user = User.named("user-1", new Username("ada"), Set.of(Role.DEVELOPER), NOON);
        var loginSession =
                new LoginSession("login-1", "user-1", "device-1", NOON.minusSeconds(60), NOON.plusSeconds(3_600));
        return new AccessClaims(
                "token-1",
                user,
                loginSession,
                new TreeSet<>(user.roleNames()),
                new TreeMap<>(Map.of("atlas", Role.VIEWER)),
                NOON,
                NOON.plusSeconds(900),
                null);
    }
}
