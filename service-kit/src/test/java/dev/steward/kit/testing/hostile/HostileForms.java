package dev.steward.kit.testing.hostile;

import static dev.steward.kit.testing.hostile.HostileRequest.token;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is not a JWS in compact form with two JSON objects in UTF-8, though a forgiving reader would find a token in it. */
final class HostileForms {

    private static final String TYPED = "ASVS 9.2.2, RFC 8725 3.11";
    private static final String CRITICAL = "ASVS 9.1.1, RFC 8725 3.3, RFC 7515 4.1.11";
    private static final String ONE_TEXT = "ASVS 9.1.1, RFC 8725 3.3, RFC 7515 2";
    private static final String UTF8 = "ASVS 9.1.1, RFC 8725 3.7";
    private static final String ONE_OBJECT = "ASVS 9.1.1, RFC 8725 3.3, RFC 7515 5.2";
    private static final String BOUNDED = "ASVS 9.1.1, RFC 8725 3.4";

    private HostileForms() {}

    static Stream<HostileRequest> all() {
        return Stream.of(types(), extensions(), headers(), payloads(), encodings(), segments(), sizes())
                .flatMap(List::stream);
    }

    private static List<HostileRequest> types() {
        return List.of(
                token("typ is missing", TYPED, forge -> forge.token()
                        .withoutHeader("typ")
                        .signed()),
                header("typ JWT", TYPED, "typ", "JWT"),
                header("typ of a logout token", TYPED, "typ", "logout+jwt"),
                header("typ of a security event", TYPED, "typ", "secevent+jwt"),
                header("typ of a proof of possession", TYPED, "typ", "dpop+jwt"),
                header("typ is null", TYPED, "typ", null),
                header("typ is a number", TYPED, "typ", 1),
                header("typ with something behind", TYPED, "typ", "at+jwt;v=1"));
    }

    private static List<HostileRequest> extensions() {
        return List.of(
                token("crit that nobody knows", CRITICAL, forge -> forge.token()
                        .header("crit", List.of("http://attacker.example/ext"))
                        .header("http://attacker.example/ext", true)
                        .signed()),
                header("crit that names nothing", CRITICAL, "crit", List.of()),
                header("crit that is a text", CRITICAL, "crit", "exp"),
                header("crit of what is not there", CRITICAL, "crit", List.of("exp")),
                token("b64 false and critical", "ASVS 9.1.1, RFC 8725 3.3, RFC 7797 6", forge -> forge.token()
                        .header("b64", false)
                        .header("crit", List.of("b64"))
                        .signed()),
                header("b64 false and not critical", "ASVS 9.1.1, RFC 8725 3.3, RFC 7797 6", "b64", false),
                header("zip", "ASVS 9.1.1, RFC 8725 3.6", "zip", "DEF"),
                header("enc in a signed token", TYPED, "enc", "A256GCM"),
                header("cty JWT over no token", TYPED, "cty", "JWT"));
    }

    private static List<HostileRequest> headers() {
        return List.of(
                headerJson("alg twice, none first", json -> "{\"alg\":\"none\"," + json.substring(1)),
                headerJson("alg twice, none last", json -> open(json) + ",\"alg\":\"none\"}"),
                headerJson("alg twice, once in escapes", json -> open(json) + ",\"\\u0061lg\":\"none\"}"),
                headerJson("kid twice", json -> open(json) + ",\"kid\":\"made-up\"}"),
                headerJson("header is empty", _ -> "{}"),
                headerJson("header is null", _ -> "null"),
                headerJson("header in a list", json -> "[" + json + "]"),
                headerJson("header with something behind", json -> json + "x"),
                headerJson("header with a second one behind", json -> json + json),
                headerJson("header with a comment", json -> "/* */" + json),
                headerJson("header in single quotes", json -> json.replace('"', '\'')),
                headerJson("header with a comma too many", json -> open(json) + ",}"),
                token("header with a byte order mark", UTF8, forge -> {
                    ForgedToken token = forge.token();
                    return token.headerBytes(("\ufeff" + token.headerJson()).getBytes(UTF_8))
                            .signed();
                }),
                token("header in UTF-16", UTF8, forge -> {
                    ForgedToken token = forge.token();
                    return token.headerBytes(token.headerJson().getBytes(UTF_16BE))
                            .signed();
                }));
    }

    private static List<HostileRequest> payloads() {
        return List.of(
                payload("sub twice", json -> open(json) + ",\"sub\":\"admin\"}"),
                payload("roles twice, once in escapes", json -> open(json) + ",\"role\\u0073\":[\"admin\"]}"),
                token("a project twice", ONE_OBJECT, forge -> {
                    ForgedToken token = forge.token().without("projects");
                    String twice = ",\"projects\":{\"a\":\"viewer\",\"a\":\"developer\"}}";
                    return token.payloadBytes((open(token.claimsJson()) + twice).getBytes(UTF_8))
                            .signed();
                }),
                payload("payload is empty", _ -> ""),
                payload("payload is null", _ -> "null"),
                payload("payload in a list", json -> "[" + json + "]"),
                payload("payload is a text", _ -> "\"sub\""),
                payload("payload with something behind", json -> json + " {}"),
                payload("payload that is cut", HostileForms::open),
                token("nested token", TYPED, forge -> forge.token()
                        .payloadBytes(forge.good().getBytes(UTF_8))
                        .signed()),
                token("nested token, and cty says so", TYPED, forge -> forge.token()
                        .header("cty", "JWT")
                        .payloadBytes(forge.good().getBytes(UTF_8))
                        .signed()),
                bytes("payload that is not UTF-8", json -> (open(json) + ",\"x\":\"\u00ff\"}").getBytes(ISO_8859_1)),
                bytes("payload with a slash in two bytes", json -> (open(json) + ",\"x\":\"\u00c0\u00af\"}")
                        .getBytes(ISO_8859_1)),
                bytes("payload with a byte order mark", json -> ("\ufeff" + json).getBytes(UTF_8)),
                bytes("payload in UTF-16", json -> json.getBytes(UTF_16BE)));
    }

    private static List<HostileRequest> encodings() {
        return List.of(
                token("padded header", ONE_TEXT, forge -> {
                    ForgedToken token = forge.token();
                    return token.headerPart(padded(token.headerJson())).signed();
                }),
                token("padded payload", ONE_TEXT, forge -> {
                    ForgedToken token = forge.token();
                    return token.payloadPart(padded(token.claimsJson())).signed();
                }),
                text("padded signature", token -> token + "=="),
                token("signature in the alphabet of plain base64", ONE_TEXT, forge -> IntStream.iterate(0, i -> i + 1)
                        .mapToObj(i -> forge.token().claim("jti", "n" + i).signed())
                        .filter(token -> token.substring(token.lastIndexOf('.')).matches(".*[-_].*"))
                        .findFirst()
                        .map(HostileForms::plain)
                        .orElseThrow()),
                text("signature with other bits left over", HostileForms::otherSpareBits),
                text("space within the signature", token -> inserted(token, " ")),
                text("tab within the signature", token -> inserted(token, "\t")),
                text("percent within the signature", token -> inserted(token, "%3D")),
                text("star within the signature", token -> inserted(token, "*")),
                text("letter beyond ASCII within the signature", token -> inserted(token, "\u00e9")),
                text("dots as percent signs", token -> token.replace(".", "%2e")),
                text("NUL within the token", token -> inserted(token, "\u0000")).answered(400),
                text("escape within the token", token -> inserted(token, "\u001b"))
                        .answered(400),
                text("line that goes on in the next", token -> inserted(token, "\r\n ")));
    }

    private static List<HostileRequest> segments() {
        return List.of(
                text("one part", token -> token.replace(".", "")),
                text("two parts", token -> token.substring(0, token.lastIndexOf('.'))),
                text("four parts", token -> token + ".e30"),
                text("four parts, the last empty", token -> token + "."),
                text("five parts as of an encrypted token", token -> token + ".AAAA.AAAA"),
                token(
                        "encrypted token",
                        TYPED,
                        forge -> ForgedToken.encoded(
                                        "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"typ\":\"at+jwt\",\"kid\":\""
                                                + forge.keyId() + "\"}")
                                + ".AAAA.AAAA.AAAA.AAAA"),
                text("dots alone", _ -> ".."),
                text("very many dots", _ -> ".".repeat(8_000)),
                text("first part empty", token -> token.substring(token.indexOf('.'))),
                text("token with a first part more", token -> "e30." + token),
                text("signature as JSON", token -> {
                    String[] parts = token.split("\\.", -1);
                    return "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\""
                            + parts[2] + "\"}";
                }));
    }

    private static List<HostileRequest> sizes() {
        return List.of(
                token("token of a megabyte", BOUNDED, forge -> forge.token()
                                .claim("x", "x".repeat(750_000))
                                .signed())
                        .answered(431),
                token("header of a thousand levels", BOUNDED, forge -> forge.token()
                        .headerBytes(deep().getBytes(UTF_8))
                        .signed()),
                payload("claim of a thousand levels", json -> open(json) + ",\"x\":" + deep() + "}"),
                payload(
                        "claim of lists a thousand deep",
                        json -> open(json) + ",\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"),
                payload("number of two thousand digits", json -> open(json) + ",\"x\":" + "9".repeat(2_000) + "}"));
    }

    private static HostileRequest header(String name, String rules, String member, @Nullable Object value) {
        return token(name, rules, forge -> forge.token().header(member, value).signed());
    }

    private static HostileRequest headerJson(String name, UnaryOperator<String> change) {
        return token(name, ONE_OBJECT, forge -> {
            ForgedToken token = forge.token();
            return token.headerBytes(change.apply(token.headerJson()).getBytes(UTF_8))
                    .signed();
        });
    }

    private static HostileRequest payload(String name, UnaryOperator<String> change) {
        return token(name, ONE_OBJECT, forge -> {
            ForgedToken token = forge.token();
            return token.payloadBytes(change.apply(token.claimsJson()).getBytes(UTF_8))
                    .signed();
        });
    }

    private static HostileRequest bytes(String name, Function<String, byte[]> change) {
        return token(name, UTF8, forge -> {
            ForgedToken token = forge.token();
            return token.payloadBytes(change.apply(token.claimsJson())).signed();
        });
    }

    private static HostileRequest text(String name, UnaryOperator<String> change) {
        return token(name, ONE_TEXT, forge -> change.apply(forge.good()));
    }

    /** An object without its end. */
    private static String open(String json) {
        return json.substring(0, json.length() - 1);
    }

    private static String deep() {
        return "{\"x\":".repeat(1_000) + "1" + "}".repeat(1_000);
    }

    /** With as many spaces behind as it takes to need padding. */
    private static String padded(String json) {
        String encoded = Base64.getUrlEncoder().encodeToString(json.getBytes(UTF_8));
        return encoded.endsWith("=") ? encoded : padded(json + " ");
    }

    private static String plain(String token) {
        int signature = token.lastIndexOf('.');
        return token.substring(0, signature)
                + token.substring(signature).replace('-', '+').replace('_', '/');
    }

    /** 2048 bits are 342 letters with four bits left over, so that 16 last letters mean the same. */
    private static String otherSpareBits(String token) {
        Map<Character, Character> next = Map.of('A', 'B', 'Q', 'R', 'g', 'h', 'w', 'x');
        int last = token.length() - 1;
        return token.substring(0, last) + next.get(token.charAt(last));
    }

    private static String inserted(String token, String what) {
        int at = token.length() - 20;
        return token.substring(0, at) + what + token.substring(at);
    }
}
