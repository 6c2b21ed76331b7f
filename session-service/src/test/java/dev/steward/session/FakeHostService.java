package dev.steward.session;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.session.adapter.web.SessionSockets;
import dev.steward.session.application.Runtimes;
import dev.steward.session.port.FakeRuntime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The service over real connections; what runs in the sessions is as the test says. */
@StewardIT(properties = {"steward.session.streams.stats=PT0.2S", "steward.session.streams.buffer=64KB"})
@Import({TestSecurity.class, FakeHostService.Host.class})
abstract class FakeHostService {

    static final FakeRuntime RUNTIME = new FakeRuntime(Clock.systemUTC());

    @LocalServerPort
    int port;

    @Autowired
    TestTokens tokens;

    @Autowired
    TestProjects projects;

    @Autowired
    SessionSockets sockets;

    SessionApi developer;

    @TestConfiguration(proxyBeanMethods = false)
    static class Host {

        @Bean
        @Primary
        Runtimes fakeRuntimes() {
            return new Runtimes(List.of(RUNTIME));
        }
    }

    @BeforeEach
    void begin() {
        projects.put("shop", Map.of("ada", "developer", "eve", "viewer", "mallory", "viewer", "dan", "developer"));
        projects.put("bank", Map.of("bob", "developer"));
        developer = new SessionApi(port, tokens.token("ada"));
    }

    String running() {
        return developer.awaitStatus(developer.create("shop").get("id").toString(), "running");
    }

    SocketClient open(String path, String user) {
        return SocketClient.open(port, path, tokens.token(user));
    }
}
