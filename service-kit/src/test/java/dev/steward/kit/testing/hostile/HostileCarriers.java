package dev.steward.kit.testing.hostile;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Good tokens where none is looked for, and more than one of them. */
final class HostileCarriers {

    private static final String HEADER = "RFC 6750 2.1";
    private static final String ONE = "RFC 6750 3.1, RFC 9110 5.3";
    private static final String ELSEWHERE = "ASVS 14.2.1, RFC 6750 2.3, RFC 9700 4.3.2";

    private HostileCarriers() {}

    static Stream<HostileRequest> all() {
        return Stream.of(schemes(), several(), elsewhere()).flatMap(List::stream);
    }

    private static List<HostileRequest> schemes() {
        return List.of(
                HostileRequest.headers("no Authorization header", HEADER, _ -> List.of()),
                authorization("empty Authorization header", _ -> ""),
                authorization("Bearer and no token", _ -> "Bearer "),
                authorization("token without a scheme", token -> token),
                authorization("token as Basic", token -> "Basic " + token),
                authorization("token as DPoP", token -> "DPoP " + token),
                authorization("Bearer twice", token -> "Bearer Bearer " + token),
                authorization("Bearer with a colon", token -> "Bearer: " + token),
                authorization("Bearer with a tab", token -> "Bearer\t" + token),
                authorization("Bearer with a line feed of Unicode", token -> "Bearer\u0085" + token),
                authorization("Bearer without a space", token -> "Bearer" + token),
                authorization("token in quotes", token -> "Bearer \"" + token + "\""),
                authorization("token as a parameter", token -> "Bearer token=" + token),
                authorization("token with a parameter behind", token -> "Bearer " + token + ";v=1"),
                authorization("token with a no-break space behind", token -> "Bearer " + token + "\u00a0"));
    }

    private static List<HostileRequest> several() {
        return List.of(
                authorization("two tokens in one header", token -> "Bearer " + token + ", Bearer " + token),
                authorization("two tokens after one scheme", token -> "Bearer " + token + " " + token),
                HostileRequest.headers(
                                "two Authorization headers, the good one first",
                                ONE,
                                forge -> List.of(
                                        "Authorization: Bearer " + forge.good(), "Authorization: Bearer made.up.token"))
                        .answered(400),
                HostileRequest.headers(
                                "two Authorization headers, the good one last",
                                ONE,
                                forge -> List.of("Authorization: Basic YTpi", "Authorization: Bearer " + forge.good()))
                        .answered(400),
                HostileRequest.headers(
                                "the good Authorization header twice",
                                ONE,
                                forge -> List.of(
                                        "Authorization: Bearer " + forge.good(),
                                        "authorization: Bearer " + forge.good()))
                        .answered(400));
    }

    private static List<HostileRequest> elsewhere() {
        return List.of(
                HostileRequest.query("token in the query", ELSEWHERE, forge -> "access_token=" + forge.good()),
                HostileRequest.query(
                        "Authorization in the query", ELSEWHERE, forge -> "authorization=Bearer%20" + forge.good()),
                header("token in a cookie", token -> "Cookie: access_token=" + token),
                header("Authorization in a cookie", token -> "Cookie: Authorization=" + token),
                header("token in Proxy-Authorization", token -> "Proxy-Authorization: Bearer " + token),
                header("token in X-Authorization", token -> "X-Authorization: Bearer " + token),
                header("token in X-Forwarded-Access-Token", token -> "X-Forwarded-Access-Token: " + token),
                header(
                        "name of a user in headers",
                        _ -> "X-User-Id: admin\r\nX-Roles: admin\r\nX-Forwarded-User: admin"),
                header("claims in headers", token -> "X-Jwt-Claims: " + token.split("\\.", -1)[1]));
    }

    private static HostileRequest authorization(String name, UnaryOperator<String> value) {
        return HostileRequest.headers(name, HEADER, forge -> List.of("Authorization: " + value.apply(forge.good())));
    }

    private static HostileRequest header(String name, UnaryOperator<String> line) {
        return HostileRequest.headers(name, ELSEWHERE, forge -> List.of(line.apply(forge.good())));
    }
}
