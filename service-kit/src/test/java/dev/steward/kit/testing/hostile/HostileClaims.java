package dev.steward.kit.testing.hostile;

import static dev.steward.kit.testing.hostile.HostileRequest.token;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rightly signed, and saying what no access token for this suite says now. */
final class HostileClaims {

    private static final String ISSUER = "ASVS 9.2.2, RFC 8725 3.8";
    private static final String AUDIENCE = "ASVS 9.2.3, RFC 8725 3.9";
    private static final String TIME = "ASVS 9.2.1, RFC 8725 3.10";
    private static final String SUBJECT = "ASVS 9.2.2, RFC 8725 3.8";
    private static final String RECEIVED = "ASVS 9.2.2, RFC 8725 3.10";
    private static final String KIND = "ASVS 9.2.2, RFC 8725 3.12";
    private static final long YEAR = 31_536_000;

    private HostileClaims() {}

    static Stream<HostileRequest> all() {
        return Stream.of(issuers(), audiences(), expiries(), beginnings(), subjects(), rights(), missing())
                .flatMap(List::stream);
    }

    private static List<HostileRequest> issuers() {
        return List.of(
                claim("iss of somebody else", ISSUER, "iss", "https://attacker.example"),
                claim("iss with a slash behind", ISSUER, "iss", "http://127.0.0.1:8080/"),
                claim("iss that goes on", ISSUER, "iss", "http://127.0.0.1:8080.attacker.example"),
                claim("iss is empty", ISSUER, "iss", ""),
                claim("iss is null", ISSUER, "iss", null),
                claim("iss is a list of the right one", ISSUER, "iss", List.of("http://127.0.0.1:8080")));
    }

    private static List<HostileRequest> audiences() {
        return List.of(
                claim("aud of somebody else", AUDIENCE, "aud", "billing"),
                claim("aud that begins like the right one", AUDIENCE, "aud", "steward-staging"),
                claim("aud in capitals", AUDIENCE, "aud", "STEWARD"),
                claim("aud of nobody", AUDIENCE, "aud", List.of()),
                claim("aud of others as well", "ASVS 9.2.4, RFC 8725 3.9", "aud", List.of("steward", "billing")),
                claim("aud is null", AUDIENCE, "aud", null),
                claim("aud is an object", AUDIENCE, "aud", Map.of("steward", true)),
                claim("aud with a number among", AUDIENCE, "aud", Arrays.asList("steward", 1)));
    }

    private static List<HostileRequest> expiries() {
        return List.of(
                moved("exp an hour ago", "exp", -2 * 3_600),
                claim("exp at the beginning of time", TIME, "exp", 0),
                claim("exp is negative", TIME, "exp", -1),
                token("exp is a text", TIME, forge -> forge.token()
                        .claim("exp", String.valueOf(forge.seconds("exp")))
                        .signed()),
                token("exp has a fraction", TIME, forge -> forge.token()
                        .claim("exp", forge.seconds("exp") + 0.5)
                        .signed()),
                claim("exp is null", TIME, "exp", null),
                claim("exp is true", TIME, "exp", true),
                raw("exp is not a number", "exp", "NaN"),
                raw("exp is infinite", "exp", "Infinity"),
                raw("exp beyond every number", "exp", "1e400"),
                raw("exp in hexadecimal", "exp", "0x7fffffff"),
                raw("exp that overflows a long", "exp", "18446744075000000000"),
                raw("exp that overflows as milliseconds", "exp", "9223372036854775807"),
                claim("exp after the year 9999", TIME, "exp", 253_402_300_800L),
                moved("exp in a year", "exp", YEAR),
                token("exp in milliseconds", TIME, forge -> forge.token()
                        .claim("exp", forge.seconds("exp") * 1_000)
                        .signed()));
    }

    private static List<HostileRequest> beginnings() {
        return List.of(
                moved("nbf in an hour", "nbf", 3_600),
                claim("nbf is a text", TIME, "nbf", "0"),
                claim("nbf is negative", TIME, "nbf", -1),
                claim("nbf is null", TIME, "nbf", null),
                moved("iat in an hour", "iat", 3_600),
                claim("iat is negative", TIME, "iat", -1),
                claim("iat is a text", TIME, "iat", "1700000000"),
                moved("iat a year ago and good all the time", "iat", -YEAR),
                claim("auth_time is a text", TIME, "auth_time", "now"),
                claim("mfa_at is a text", TIME, "mfa_at", "now"),
                claim("mfa_at is true", TIME, "mfa_at", true),
                token("mfa_at in an hour", TIME, forge -> forge.token()
                        .claim("mfa_at", forge.seconds("iat") + 3_600)
                        .signed()));
    }

    private static List<HostileRequest> subjects() {
        return List.of(
                claim("sub is empty", SUBJECT, "sub", ""),
                claim("sub is null", SUBJECT, "sub", null),
                claim("sub is a number", SUBJECT, "sub", 0),
                claim("sub is a list", SUBJECT, "sub", List.of("admin")),
                claim("sub that leaves its folder", SUBJECT, "sub", "../../admin"),
                claim("sub in SQL", SUBJECT, "sub", "x' OR '1'='1"),
                claim("sub with a NUL", SUBJECT, "sub", "admin\u0000"),
                claim("sub with a line break for the log", SUBJECT, "sub", "ada\nlevel=INFO all is well"),
                claim("sub of five kilobytes", SUBJECT, "sub", "a".repeat(5_000)),
                claim("sub of a stray surrogate", SUBJECT, "sub", "\ud800"),
                claim("sid is a number", RECEIVED, "sid", 1),
                claim("sid is empty", RECEIVED, "sid", ""),
                claim("sid in SQL", RECEIVED, "sid", "x'; DROP TABLE login_sessions--"),
                claim("username with a line break", RECEIVED, "username", "ada\r\nX-User: admin"),
                claim("username is a list", RECEIVED, "username", List.of("admin")),
                claim("jti is a number", RECEIVED, "jti", 7),
                claim("client_id is null", RECEIVED, "client_id", null));
    }

    private static List<HostileRequest> rights() {
        return List.of(
                claim("roles is a text", RECEIVED, "roles", "admin"),
                claim("roles is an object", RECEIVED, "roles", Map.of("admin", true)),
                claim("roles is null", RECEIVED, "roles", null),
                claim("roles with null among", RECEIVED, "roles", Arrays.asList("admin", null)),
                claim("roles with a number among", RECEIVED, "roles", Arrays.asList("admin", 1)),
                claim("roles in a list of lists", RECEIVED, "roles", List.of(List.of("admin"))),
                claim("roles with a star", RECEIVED, "roles", List.of("*")),
                claim("projects is a list", RECEIVED, "projects", List.of("apollo")),
                claim("projects is a text", RECEIVED, "projects", "*"),
                claim("project with a list of roles", RECEIVED, "projects", Map.of("apollo", List.of("developer"))),
                claim("project with an object for a role", RECEIVED, "projects", Map.of("apollo", Map.of())),
                raw("project with null for a role", "projects", "{\"apollo\":null}"),
                claim("project with a number for a role", RECEIVED, "projects", Map.of("apollo", 1)),
                claim("project without a name", RECEIVED, "projects", Map.of("", "developer")));
    }

    private static List<HostileRequest> missing() {
        return Stream.of("iss", "aud", "exp", "iat", "sub", "sid", "jti", "client_id", "username")
                .map(name -> token(name + " is missing", KIND, forge -> forge.token()
                        .without(name)
                        .signed()))
                .toList();
    }

    private static HostileRequest claim(String name, String rules, String claim, @Nullable Object value) {
        return token(name, rules, forge -> forge.token().claim(claim, value).signed());
    }

    private static HostileRequest moved(String name, String claim, long seconds) {
        return token(name, TIME, forge -> forge.token()
                .claim(claim, forge.seconds(claim) + seconds)
                .signed());
    }

    /** A value that a writer of JSON would not write. */
    private static HostileRequest raw(String name, String claim, String value) {
        return token(name, claim.equals("exp") ? TIME : RECEIVED, forge -> {
            ForgedToken token = forge.token().without(claim);
            String others = token.claimsJson();
            String json = others.substring(0, others.length() - 1) + ",\"" + claim + "\":" + value + "}";
            return token.payloadBytes(json.getBytes(UTF_8)).signed();
        });
    }
}
