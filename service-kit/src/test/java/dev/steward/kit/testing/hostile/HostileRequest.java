package dev.steward.kit.testing.hostile;

import java.util.List;
import java.util.function.Function;

/**
 * One way to get in without a right to.
 *
 * @param name what it tries
 * @param rules who says that it has to fail: sections of OWASP ASVS 5.0 and RFCs
 * @param query what is put behind the path
 * @param headers the header lines of the request; a character is a byte
 * @param status what a started service answers
 */
record HostileRequest(
        String name,
        String rules,
        Function<TokenForge, String> query,
        Function<TokenForge, List<String>> headers,
        int status) {

    static HostileRequest token(String name, String rules, Function<TokenForge, String> token) {
        return headers(name, rules, forge -> List.of("Authorization: Bearer " + token.apply(forge)));
    }

    static HostileRequest headers(String name, String rules, Function<TokenForge, List<String>> headers) {
        return new HostileRequest(name, rules, _ -> "", headers, 401);
    }

    static HostileRequest query(String name, String rules, Function<TokenForge, String> query) {
        return new HostileRequest(name, rules, query, _ -> List.of(), 401);
    }

    HostileRequest answered(int expected) {
        return new HostileRequest(name, rules, query, headers, expected);
    }

    String code() {
        return switch (status) {
            case 400 -> "bad-request";
            case 431 -> "headers-too-large";
            default -> "unauthorized";
        };
    }

    @Override
    public String toString() {
        return name + " [" + rules + "]";
    }
}
