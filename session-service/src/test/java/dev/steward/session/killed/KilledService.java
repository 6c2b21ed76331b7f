package dev.steward.session.killed;

import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.session.SessionServiceApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/** The service as a process of its own that knows one developer, whose token it leaves in a file when it is ready. */
final class KilledService {

    static final String PROJECT = "shop";
    static final String DEVELOPER = "ada";

    private KilledService() {}

    static void main(String[] arguments) throws IOException {
        var sources = new Class<?>[] {SessionServiceApplication.class, TestSecurity.class};
        var service = new SpringApplication(sources).run(arguments);
        service.getBean(TestProjects.class).put(PROJECT, Map.of(DEVELOPER, "developer"));
        Path token = Path.of(service.getEnvironment().getRequiredProperty("killed.token"));
        Path part = token.resolveSibling("token.part");
        Files.writeString(part, service.getBean(TestTokens.class).token(DEVELOPER));
        Files.move(part, token, StandardCopyOption.ATOMIC_MOVE);
    }
}
