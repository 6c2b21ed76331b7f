package dev.steward.kit.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Reads every {@code STEWARD_X_FILE} of the environment into {@code STEWARD_X}, so that no secret is passed by value. */
final class SecretFiles implements EnvironmentPostProcessor, Ordered {

    private static final String PREFIX = "STEWARD_";
    private static final String SUFFIX = "_FILE";

    /** Before the configuration files, whose placeholders refer to what is read here. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> secrets = new LinkedHashMap<>();
        environment.getSystemEnvironment().forEach((name, file) -> {
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                secrets.put(name.substring(0, name.length() - SUFFIX.length()), read(name, file.toString()));
            }
        });
        if (!secrets.isEmpty()) {
            environment.getPropertySources().addFirst(new MapPropertySource("secretFiles", secrets));
        }
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UnreadableSecretException(name, file, e);
        }
    }
}
