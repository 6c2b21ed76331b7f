package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.StandardEnvironment;

class SecretFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileStandsForTheSettingItIsNamedAfter() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");

        var environment = processed(Map.of("STEWARD_DB_APP_PASSWORD_FILE", file.toString()));

        assertThat(environment.getProperty("STEWARD_DB_APP_PASSWORD")).isEqualTo("hunter2");
    }

    @Test
    void otherFilesAreLeftAlone() {
        var environment = processed(Map.of("OTHER_FILE", "/nowhere"));

        assertThat(environment.getProperty("OTHER")).isNull();
    }

    @Test
    void aFileThatCannotBeReadEndsTheStartByName() {
        assertThatThrownBy(() -> processed(Map.of("STEWARD_MASTER_KEY_FILE", "/nowhere")))
                .hasMessageContaining("STEWARD_MASTER_KEY_FILE")
                .hasMessageContaining("/nowhere");
    }

    @Test
    void sayingSoInOneSentence() {
        assertThatThrownBy(() -> processed(Map.of("STEWARD_MASTER_KEY_FILE", "/nowhere")))
                .satisfies(failure -> assertThat(new UnreadableSecretAnalyzer().analyze(failure))
                        .extracting(FailureAnalysis::getDescription)
                        .isEqualTo("STEWARD_MASTER_KEY_FILE names a file that cannot be read: /nowhere"));
    }

    private static StandardEnvironment processed(Map<String, Object> variables) {
        var environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        };
        new SecretFiles().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
