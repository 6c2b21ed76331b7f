package dev.steward.devstack.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.suite.SuiteService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DockerfilesTest {
    @ParameterizedTest
    @EnumSource
    void differInTheNameOfTheModuleOnly(SuiteService service) throws IOException {
        assertThat(nameless(service)).isEqualTo(nameless(SuiteService.GATEWAY));
        assertThat(read(service, ".dockerignore")).isEqualTo(read(SuiteService.GATEWAY, ".dockerignore"));
    }

    @ParameterizedTest
    @EnumSource
    void useOneBaseANumericUserAndNoShell(SuiteService service) throws IOException {
        var lines = read(service, "Dockerfile").replace("\\\n", "").lines().toList();

        assertThat(lines).filteredOn(line -> line.startsWith("FROM")).allSatisfy(line -> assertThat(line)
                .matches("FROM (eclipse-temurin:25-jre|app)( AS \\w+)?"));
        assertThat(lines).filteredOn(line -> line.startsWith("USER")).containsExactly("USER 10001:10001");
        assertThat(lines)
                .filteredOn(line -> line.matches("(HEALTHCHECK|ENTRYPOINT|CMD).*"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(" [\""));
    }

    private static String nameless(SuiteService service) throws IOException {
        var text = read(service, "Dockerfile");
        assertThat(text).contains("ARG MODULE=" + service.module() + "\n");
        return text.replace("MODULE=" + service.module(), "MODULE=").replace("steward/" + service.module(), "steward/");
    }

    private static String read(SuiteService service, String file) throws IOException {
        return Files.readString(Path.of("..", service.module(), file));
    }
}
