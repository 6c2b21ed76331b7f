package dev.steward.perf.gateway;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens as zero-trust-service makes them, RS256, with a key of their own. */
final class SignedTokens {

    static final String ISSUER = "http://127.0.0.1:8080";

    /** No token may be good for longer. */
    private static final long LIFE_SECONDS = 3600;

    private static final String KEY_ID = "perf";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final KeyPair keys;

    SignedTokens() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as a JSON Web Key. */
    Map<String, String> publicKey() {
        var key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                number(key.getModulus()),
                "e",
                number(key.getPublicExponent()));
    }

    String keySet() {
        return JSON.writeValueAsString(Map.of("keys", List.of(publicKey())));
    }

    /** For a user who is a member of the project. */
    String of(String user, String project, String role, Instant now) {
        var claims = Map.ofEntries(
                Map.entry("iss", ISSUER),
                Map.entry("aud", "steward"),
                Map.entry("sub", user),
                Map.entry("username", user),
                Map.entry("sid", "login-of-" + user),
                Map.entry("client_id", "steward"),
                Map.entry("jti", UUID.randomUUID().toString()),
                Map.entry("roles", List.of()),
                Map.entry("projects", Map.of(project, role)),
                Map.entry("iat", now.getEpochSecond()),
                Map.entry("nbf", now.getEpochSecond()),
                Map.entry("auth_time", now.getEpochSecond()),
                Map.entry("exp", now.getEpochSecond() + LIFE_SECONDS));
        var signed = part(Map.of("typ", "at+jwt", "alg", "RS256", "kid", KEY_ID)) + "." + part(claims);
        return signed + "." + base64(signature(signed));
    }

    private byte[] signature(String signed) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, ?> members) {
        return base64(JSON.writeValueAsBytes(members));
    }

    /** Unsigned, without the byte that would be its sign. */
    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
