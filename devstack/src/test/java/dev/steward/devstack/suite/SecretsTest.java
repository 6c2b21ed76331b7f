package dev.steward.devstack.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void makesEachSecretOnceForItsOwnerAlone() throws Exception {
        var password = secrets(Map.of()).adminPassword();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        var first = Secrets.read(password);
        assertThat(first).hasSizeGreaterThan(40);
        assertThat(Secrets.read(secrets(Map.of()).adminPassword())).isEqualTo(first);
        assertThat(Secrets.read(secrets(Map.of()).ofDatabase("job_app"))).isNotEqualTo(first);
    }

    @Test
    void masterKeyIs32BytesInBase64() {
        var key = Secrets.read(secrets(Map.of()).masterKey());
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    }

    @Test
    void makesNothingUpForProduction() throws Exception {
        var given = Files.writeString(directory.resolve("given"), "from a vault\n");
        var file = given.toString();

        assertThatThrownBy(() -> secrets(Map.of("STEWARD_PROFILE", "production", "STEWARD_MASTER_KEY_FILE", file)))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("STEWARD_ADMIN_PASSWORD_FILE");
        var secrets = secrets(Map.of(
                "STEWARD_PROFILE", "production",
                "STEWARD_MASTER_KEY_FILE", file,
                "STEWARD_ADMIN_PASSWORD_FILE", file));
        assertThat(secrets.adminPassword()).isEqualTo(given);
        assertThat(Secrets.read(secrets.masterKey())).isEqualTo("from a vault");
    }

    private Secrets secrets(Map<String, String> environment) {
        return new Secrets(new Layout(directory, directory, directory), environment);
    }
}
