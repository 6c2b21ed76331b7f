package dev.steward.session;

import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The service with real processes, one for all tests that extend this. Their sessions are gone before the next begins;
 * events and rows are not.
 */
@StewardIT(
        properties = {
            "steward.session.addresses.preview=https://{session_id}.preview.test/",
            "steward.session.archive.largest=8MB",
            "steward.session.pass-interval=PT0.1S",
            "steward.session.workspace-quota=40MB"
        })
@Import(TestSecurity.class)
abstract class SharedService {

    static final Path DATA = SessionApi.newDataFolder();

    @Autowired
    TestTokens tokens;

    @Autowired
    TestProjects projects;

    @LocalServerPort
    int port;

    SessionApi developer;
    SessionApi viewer;
    SessionApi stranger;

    @DynamicPropertySource
    static void dataFolder(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", DATA::toString);
    }

    /** All of the shop, which is ada's to develop and eve's to look at, but for bob, who is a stranger there. */
    @BeforeEach
    void meet() {
        projects.put("shop", Map.of("ada", "developer", "eve", "viewer"));
        projects.put("bank", Map.of("bob", "developer"));
        developer = new SessionApi(port, tokens.token("ada"));
        viewer = new SessionApi(port, tokens.token("eve"));
        stranger = new SessionApi(port, tokens.token("bob"));
    }

    @AfterEach
    void leaveNothingBehind(TestDatabase database) {
        List<String> left = database.rows("select id from session where status <> 'deleted'");
        if (!left.isEmpty()) {
            new SessionApi(port, tokens.token("root", "admin")).deleteAll(left);
        }
        // At once for the many tests that have made none.
        await().pollDelay(Duration.ZERO).atMost(SessionApi.DEADLINE).until(() -> SessionApi.folders(DATA)
                .isEmpty());
    }
}
