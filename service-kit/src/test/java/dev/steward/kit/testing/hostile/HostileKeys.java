package dev.steward.kit.testing.hostile;

import static dev.steward.kit.testing.hostile.HostileRequest.token;

import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys that a token brings or names itself, and key ids that are none. */
final class HostileKeys {

    private static final String SOURCES = "ASVS 9.1.3, RFC 8725 3.10";

    private HostileKeys() {}

    static Stream<HostileRequest> all() {
        return Stream.of(brought(), addresses(), ids(), unknown()).flatMap(List::stream);
    }

    private static List<HostileRequest> brought() {
        return List.of(
                token(
                        "jwk of its own under the right key id",
                        SOURCES,
                        forge -> own(forge.token().header("jwk", jwk(stranger(), forge.keyId())))),
                token(
                        "jwk of its own and no key id",
                        SOURCES,
                        forge -> own(forge.token().withoutHeader("kid").header("jwk", jwk(stranger(), "mine")))),
                token(
                        "jwk of its own under a key id of its own",
                        SOURCES,
                        forge -> own(forge.token().header("kid", "mine").header("jwk", jwk(stranger(), "mine")))),
                token("jwk with the right key", SOURCES, forge -> forge.token()
                        .header("jwk", jwk(forge.published(), forge.keyId()))
                        .signed()),
                token(
                        "x5c with a key of its own",
                        SOURCES,
                        forge -> own(forge.token()
                                .header(
                                        "x5c",
                                        List.of(Base64.getEncoder()
                                                .encodeToString(stranger().getEncoded()))))),
                named("x5t of a certificate", "x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                named("x5t#S256 of a certificate", "x5t#S256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    }

    private static List<HostileRequest> addresses() {
        return List.of(
                token(
                        "jku to a key set of its own",
                        SOURCES,
                        forge -> own(forge.token()
                                .header("kid", "mine")
                                .header("jku", "https://attacker.example/jwks.json"))),
                token(
                        "jku that only begins like the right one",
                        SOURCES,
                        forge -> own(forge.token()
                                .header("jku", "http://127.0.0.1:8081@attacker.example/.well-known/jwks.json"))),
                named("jku into the cloud's metadata", "jku", "http://169.254.169.254/latest/meta-data/"),
                named("jku to a file", "jku", "file:///etc/passwd"),
                token(
                        "x5u to a certificate of its own",
                        SOURCES,
                        forge -> own(forge.token().header("x5u", "https://attacker.example/key.pem"))));
    }

    private static List<HostileRequest> ids() {
        return List.of(
                token("kid is missing", SOURCES, forge -> forge.token()
                        .withoutHeader("kid")
                        .signed()),
                kid("kid is null", _ -> null),
                kid("kid is a number", _ -> 1),
                kid("kid is empty", _ -> ""),
                kid("kid is a list of the right one", forge -> List.of(forge.keyId())),
                kid("kid leaves its folder", _ -> "../../../../../../dev/null"),
                kid("kid in SQL", _ -> "x' OR '1'='1"),
                kid("kid in SQL that brings a key", _ -> "x' UNION SELECT 'attacker'--"),
                kid("kid for a shell", _ -> "x|id;$(id)`id`"),
                kid("kid is an address", _ -> "http://169.254.169.254/key"),
                kid("kid of ten kilobytes", _ -> "k".repeat(10_000)),
                kid("kid with a NUL behind", forge -> forge.keyId() + "\u0000"),
                kid("kid with a space behind", forge -> forge.keyId() + " "),
                kid("kid with a line break for the log", forge -> forge.keyId() + "\nlevel=INFO all is well"),
                kid("kid in letters that look alike", forge -> forge.keyId() + "\u200b"),
                kid("kid in capitals and small letters turned round", forge -> turned(forge.keyId())));
    }

    private static List<HostileRequest> unknown() {
        return List.of(
                token("kid that nobody has published", SOURCES, forge -> forge.token()
                        .header("kid", "made-up")
                        .signed()),
                token("key of its own under the right key id", "ASVS 9.1.1, RFC 8725 3.3", forge -> own(forge.token())),
                token(
                        "key that was retired",
                        SOURCES,
                        forge -> own(forge.token().header("kid", "retired-2025-01"))));
    }

    private static HostileRequest named(String name, String member, String value) {
        return token(name, SOURCES, forge -> forge.token().header(member, value).signed());
    }

    private static HostileRequest kid(String name, Function<TokenForge, @Nullable Object> value) {
        return token(name, SOURCES, forge -> forge.token()
                .header("kid", value.apply(forge))
                .signed());
    }

    private static String own(ForgedToken token) {
        PrivateKey key = TokenForge.stranger("RSA").getPrivate();
        return token.signed("SHA256withRSA", key);
    }

    private static RSAPublicKey stranger() {
        return (RSAPublicKey) TokenForge.stranger("RSA").getPublic();
    }

    private static Map<String, String> jwk(RSAPublicKey key, String keyId) {
        byte[] modulus = key.getModulus().toByteArray();
        return Map.of(
                "kty",
                "RSA",
                "kid",
                keyId,
                "e",
                "AQAB",
                "n",
                ForgedToken.encoded(Arrays.copyOfRange(modulus, 1, modulus.length)));
    }

    private static String turned(String keyId) {
        String upper = keyId.toUpperCase(Locale.ROOT);
        return upper.equals(keyId) ? keyId.toLowerCase(Locale.ROOT) : upper;
    }
}
