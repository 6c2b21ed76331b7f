package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.SigningKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The gateway as it is, in front of services that do as they are told. Neither database nor broker can be reached:
 * whatever these tests prove goes on without them.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "STEWARD_DB_PORT=1",
            "STEWARD_KAFKA=127.0.0.1:1",
            "steward.gateway.calls.timeout=2s",
            "steward.gateway.calls.idle=3s",
            "steward.gateway.connections.head=2s",
            "steward.gateway.connections.body-grace=6s",
            "steward.gateway.cors-origins=https://app.test",
            "steward.gateway.routes.check-interval=100ms",
            "steward.gateway.upstreams.probe-interval=200ms",
            // Above what the tests of single failures make of them in ten seconds.
            "steward.gateway.breaker.minimum-calls=" + Edge.CALLS_TO_OPEN
        })
@Import(Edge.Keys.class)
abstract class Edge {

    protected static final int CALLS_TO_OPEN = 20;

    protected static final Upstream ZERO_TRUST = new Upstream("zero-trust-service");
    protected static final Upstream SESSION = new Upstream("session-service");
    protected static final Upstream JOB = new Upstream("job-orchestrator");
    protected static final BrokenUpstream BROKEN = new BrokenUpstream();
    protected static final int ABSENT_PORT = unusedPort();

    /** What the jar has, where a test can change it. */
    protected static final Path ROUTES = routesFile();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_ZERO_TRUST_URL", ZERO_TRUST::url);
        registry.add("STEWARD_SESSION_URL", SESSION::url);
        registry.add("STEWARD_JOB_URL", JOB::url);
        registry.add("STEWARD_HEALING_URL", BROKEN::url);
        registry.add("STEWARD_COST_URL", () -> "http://127.0.0.1:" + ABSENT_PORT);
        registry.add("STEWARD_ROUTES_FILE", ROUTES::toString);
    }

    @BeforeEach
    void resetUpstreams() {
        ZERO_TRUST.reset();
        SESSION.reset();
        JOB.reset();
    }

    public int port() {
        return port;
    }

    protected RawHttp edge() {
        return RawHttp.to(port);
    }

    /** The answer is a problem detail with everything a client may rely on. */
    protected static void assertProblem(RawAnswer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.complete()).isTrue();
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("code").asString()).isEqualTo(code);
        assertThat(answer.headers("X-Trace-ID"))
                .containsExactly(answer.json().get("trace_id").asString());
    }

    private static Path routesFile() {
        try (InputStream routes = Edge.class.getResourceAsStream("/routes.yaml")) {
            Path file = Files.createTempFile("routes", ".yaml");
            file.toFile().deleteOnExit();
            Files.write(file, Objects.requireNonNull(routes).readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Keys {

        @Bean
        SigningKeys signingKeys() {
            return EdgeTokens.ISSUER;
        }
    }
}
