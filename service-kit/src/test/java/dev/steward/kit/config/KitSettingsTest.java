package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.database.DatabaseProperties;
import dev.steward.kit.inbox.InboxProperties;
import dev.steward.kit.security.SecurityProperties;
import dev.steward.kit.web.WebProperties;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/** The defaults are a promise: who relies on one learns here that it changed. */
class KitSettingsTest {

    private final Binder nothingSet = Binder.get(new MockEnvironment());

    @Test
    void web() {
        assertThat(nothingSet.bindOrCreate("steward.web", WebProperties.class))
                .isEqualTo(new WebProperties(DataSize.ofMegabytes(1), List.of("127.0.0.0/8", "::1/128")));
    }

    @Test
    void security() {
        assertThat(nothingSet.bindOrCreate("steward.security", SecurityProperties.class))
                .isEqualTo(new SecurityProperties(
                        "http://127.0.0.1:8080", "steward", "http://127.0.0.1:8081/.well-known/jwks.json"));
    }

    @Test
    void database() {
        assertThat(nothingSet.bindOrCreate("steward.database", DatabaseProperties.class))
                .isEqualTo(new DatabaseProperties(Duration.ofSeconds(60), true));
    }

    @Test
    void inbox() {
        assertThat(nothingSet.bindOrCreate("steward.inbox", InboxProperties.class))
                .isEqualTo(new InboxProperties(
                        Duration.ofDays(7),
                        Duration.ofMinutes(5),
                        8,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)));
    }
}
