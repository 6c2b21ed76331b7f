package dev.steward.kit.testing.hostile;

import static dev.steward.kit.testing.hostile.HostileRequest.token;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Other algorithms than the one, and signatures that are none. */
final class HostileAlgorithms {

    private static final String ALLOWED = "ASVS 9.1.2, RFC 8725 3.1";
    private static final String SIGNED = "ASVS 9.1.1, RFC 8725 3.3";
    private static final int SIGNATURE = 256;

    private HostileAlgorithms() {}

    static Stream<HostileRequest> all() {
        return Stream.of(unsigned(), names(), confusions(), otherFamilies(), signatures())
                .flatMap(List::stream);
    }

    private static List<HostileRequest> unsigned() {
        return List.of(
                token("alg none without a signature", ALLOWED, forge -> none(forge, "none")),
                token("alg None without a signature", ALLOWED, forge -> none(forge, "None")),
                token("alg NONE without a signature", ALLOWED, forge -> none(forge, "NONE")),
                token("alg nOnE without a signature", ALLOWED, forge -> none(forge, "nOnE")),
                token("alg none with a right signature", ALLOWED, forge -> forge.token()
                        .header("alg", "none")
                        .signed()),
                token("alg RS256 with an empty signature", SIGNED, forge -> forge.token()
                        .unsigned()),
                token("alg RS256 and no third part", SIGNED, forge -> {
                    String unsigned = forge.token().unsigned();
                    return unsigned.substring(0, unsigned.length() - 1);
                }));
    }

    private static List<HostileRequest> names() {
        return List.of(
                token("alg is missing", ALLOWED, forge -> forge.token()
                        .withoutHeader("alg")
                        .signed()),
                alg("alg is null", null),
                alg("alg is a number", 256),
                alg("alg is empty", ""),
                alg("alg is a list of the right one", List.of("RS256")),
                alg("alg in lower case", "rs256"),
                alg("alg with a space behind", "RS256 "),
                alg("alg with a NUL behind", "RS256\u0000"),
                alg("alg of an encryption", "RSA-OAEP-256"),
                alg("alg of nobody", "XS256"));
    }

    private static List<HostileRequest> confusions() {
        return List.of(
                hmac("HS256 with the public key in PEM as the secret", "HS256", forge -> utf8(forge.pem())),
                hmac(
                        "HS256 with the PEM without its last line break",
                        "HS256",
                        forge -> utf8(forge.pem().strip())),
                hmac(
                        "HS256 with the PEM and line breaks of Windows",
                        "HS256",
                        forge -> utf8(forge.pem().replace("\n", "\r\n"))),
                hmac("HS256 with the public key in DER as the secret", "HS256", forge -> forge.published()
                        .getEncoded()),
                hmac("HS256 with the base64 of the DER as the secret", "HS256", forge -> Base64.getEncoder()
                        .encode(forge.published().getEncoded())),
                hmac("HS256 with the modulus as the secret", "HS256", forge -> forge.published()
                        .getModulus()
                        .toByteArray()),
                hmac("HS256 with the modulus as JWKS has it", "HS256", forge -> utf8(modulus(forge))),
                hmac(
                        "HS256 with the key of JWKS as the secret",
                        "HS256",
                        forge -> utf8("{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"" + modulus(forge) + "\"}")),
                hmac("HS384 with the public key in PEM as the secret", "HS384", forge -> utf8(forge.pem())),
                hmac("HS512 with the public key in PEM as the secret", "HS512", forge -> utf8(forge.pem())),
                hmac("HS256 with a zero as the secret", "HS256", _ -> new byte[1]),
                hmac("HS256 with the key id as the secret", "HS256", forge -> utf8(forge.keyId())),
                hmac("HS256 with a word as the secret", "HS256", _ -> utf8("secret")),
                token("alg RS256 over an HMAC with the public key", ALLOWED, forge -> forge.token()
                        .mac("HmacSHA256", utf8(forge.pem()))));
    }

    private static List<HostileRequest> otherFamilies() {
        return List.of(
                token("RS384 with the right key", ALLOWED, forge -> forge.token()
                        .header("alg", "RS384")
                        .signed("SHA384withRSA", forge.signer())),
                token("RS512 with the right key", ALLOWED, forge -> forge.token()
                        .header("alg", "RS512")
                        .signed("SHA512withRSA", forge.signer())),
                token("PS256 with the right key", ALLOWED, forge -> forge.token()
                        .header("alg", "PS256")
                        .signed("RSASSA-PSS", forge.signer())),
                token("alg RS256 over a signature of PS256", SIGNED, forge -> forge.token()
                        .signed("RSASSA-PSS", forge.signer())),
                token("alg RS256 over a signature with SHA-1", "ASVS 9.1.2, RFC 8725 3.2", forge -> forge.token()
                        .signed("SHA1withRSA", forge.signer())),
                token("RS1 with the right key", "ASVS 9.1.2, RFC 8725 3.2", forge -> forge.token()
                        .header("alg", "RS1")
                        .signed("SHA1withRSA", forge.signer())),
                stranger("ES256", "SHA256withECDSAinP1363Format", "P-256"),
                stranger("ES384", "SHA384withECDSAinP1363Format", "P-384"),
                stranger("ES512", "SHA512withECDSAinP1363Format", "P-521"),
                stranger("EdDSA", "Ed25519", "Ed25519"),
                token("ES256 with r and s zero", "ASVS 9.1.1, RFC 8725 3.4", forge -> forge.token()
                        .header("alg", "ES256")
                        .signature(new byte[64])));
    }

    private static List<HostileRequest> signatures() {
        return List.of(
                token("signature of another token", SIGNED, forge -> {
                    String other = forge.token().claim("jti", "another").signed();
                    return forge.token().unsigned() + other.substring(other.lastIndexOf('.') + 1);
                }),
                token(
                        "more roles than were signed",
                        SIGNED,
                        forge -> resealed(forge, forge.token().claim("roles", List.of("admin", "operator")))),
                token(
                        "another subject than was signed",
                        SIGNED,
                        forge -> resealed(forge, forge.token().claim("sub", "somebody-else"))),
                token(
                        "another header than was signed",
                        SIGNED,
                        forge -> resealed(forge, forge.token().header("typ", "AT+JWT"))),
                signature("signature with one bit changed", forge -> {
                    byte[] right = right(forge);
                    right[SIGNATURE / 2] ^= 1;
                    return right;
                }),
                signature("signature without its last byte", forge -> Arrays.copyOf(right(forge), SIGNATURE - 1)),
                signature("signature with a byte more", forge -> Arrays.copyOf(right(forge), SIGNATURE + 1)),
                signature("signature of zeros", _ -> new byte[SIGNATURE]),
                signature("signature beyond the modulus", _ -> {
                    byte[] beyond = new byte[SIGNATURE];
                    Arrays.fill(beyond, (byte) 0xff);
                    return beyond;
                }),
                signature("signature that is one", _ -> {
                    byte[] one = new byte[SIGNATURE];
                    one[SIGNATURE - 1] = 1;
                    return one;
                }));
    }

    private static HostileRequest alg(String name, @Nullable Object value) {
        return token(name, ALLOWED, forge -> forge.token().header("alg", value).signed());
    }

    private static HostileRequest hmac(String name, String alg, Function<TokenForge, byte[]> secret) {
        return token(name, ALLOWED, forge -> forge.token()
                .header("alg", alg)
                .mac("HmacSHA" + alg.substring(2), secret.apply(forge)));
    }

    private static HostileRequest stranger(String alg, String signature, String kind) {
        return token(alg + " with a key of its own", ALLOWED, forge -> forge.token()
                .header("alg", alg)
                .signed(signature, TokenForge.stranger(kind).getPrivate()));
    }

    private static HostileRequest signature(String name, Function<TokenForge, byte[]> signature) {
        return token(name, SIGNED, forge -> forge.token().signature(signature.apply(forge)));
    }

    private static String none(TokenForge forge, String alg) {
        return forge.token().header("alg", alg).unsigned();
    }

    /** What the good token was signed with, under something else. */
    private static String resealed(TokenForge forge, ForgedToken changed) {
        return changed.signature(right(forge));
    }

    private static byte[] right(TokenForge forge) {
        String signed = forge.token().signed();
        return Base64.getUrlDecoder().decode(signed.substring(signed.lastIndexOf('.') + 1));
    }

    private static String modulus(TokenForge forge) {
        byte[] modulus = forge.published().getModulus().toByteArray();
        return ForgedToken.encoded(Arrays.copyOfRange(modulus, 1, modulus.length)); // without the sign
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
