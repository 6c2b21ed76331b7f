package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PoolPropertiesTest {

    @Test
    void nothingIsKeptWarmByDefault() {
        assertThat(bind(Map.of())).isEqualTo(new PoolProperties(Map.of()));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(Map.of("steward.session.pool.static", "3", "steward.session.pool.node", "1")))
                .isEqualTo(new PoolProperties(Map.of("static", 3, "node", 1)));
    }

    @Test
    void anotherRuntimeIsNamedBeforeTheTemplate() {
        assertThat(bind(Map.of("steward.session.pool.static", "3", "steward.session.pool.docker.static", "1")))
                .isEqualTo(new PoolProperties(Map.of("static", 3, "docker.static", 1)));
    }

    @Test
    void theEnvironmentCanSayIt() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("STEWARD_SESSION_POOL_STATIC", "3", "STEWARD_SESSION_POOL_DOCKER_NODE", "1")));

        assertThat(Binder.get(environment).bindOrCreate("steward.session", PoolProperties.class))
                .isEqualTo(new PoolProperties(Map.of("static", 3, "docker.node", 1)));
    }

    private static PoolProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("steward.session", PoolProperties.class);
    }
}
