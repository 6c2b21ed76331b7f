package dev.steward.perf.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClientsTest {

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private final Clients clients = new Clients(IntStream.range(0, Clients.COUNT)
            .mapToObj(number -> "token-" + number)
            .toList());

    @Test
    void signsTokensThatThePublishedKeyVerifies() throws Exception {
        var tokens = new SignedTokens();
        var parts = tokens.of("ann", "shop", "developer", NOW).split("\\.");
        var key = JsonMapper.shared().readTree(tokens.keySet()).get("keys").get(0);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        new BigInteger(1, BASE64.decode(key.get("n").asString())),
                        new BigInteger(1, BASE64.decode(key.get("e").asString())))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertThat(signature.verify(BASE64.decode(parts[2]))).isTrue();
        var claims = JsonMapper.shared().readTree(BASE64.decode(parts[1]));
        assertThat(claims.get("sub").asString()).isEqualTo("ann");
        assertThat(claims.get("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 3600);
        assertThat(claims.get("projects").get("shop").asString()).isEqualTo("developer");
    }

    @Test
    void everyCallerIsAMemberOfTheProjectItReads() {
        var projects = Clients.projects();

        assertThat(projects).hasSize(100).allMatch(project -> project.members().size() == 10);
        var requests = clients.reading();
        Set<String> shown = new HashSet<>();
        for (int number = 0; number < Clients.COUNT; number++) {
            var request = text(requests.get());
            shown.add(request.lines()
                    .filter(line -> line.startsWith("Authorization"))
                    .findFirst()
                    .orElseThrow());
            assertThat(request).startsWith("GET /api/v1/projects/" + Clients.project(number) + " HTTP/1.1\r\n");
        }
        assertThat(shown).hasSize(Clients.COUNT);
        assertThat(text(requests.get())).contains("/api/v1/projects/" + Clients.project(0) + " ");
    }

    @Test
    void oneOfTenMixedRequestsWrites() {
        var requests = clients.mixed();
        int writing = 0;
        for (int number = 0; number < 100; number++) {
            var request = requests.get();
            if (text(request).startsWith("PUT ")) {
                writing++;
                var read = ByteBuffer.allocate(8192).put(request.duplicate());
                assertThat(Framing.whole(read)).isEqualTo(request.remaining());
            }
        }
        assertThat(writing).isEqualTo(10);
    }

    private static String text(ByteBuffer request) {
        return StandardCharsets.US_ASCII.decode(request.duplicate()).toString();
    }
}
