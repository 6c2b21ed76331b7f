package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Quota;
import dev.steward.session.domain.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

class QuotaPropertiesTest {

    @Test
    void defaultsArePinned() {
        QuotaProperties properties = bind(Map.of());

        assertThat(properties.user().quota()).isEqualTo(new Quota(30, new Resources(60_000, 64L << 30, 300L << 30)));
        assertThat(properties.project().quota())
                .isEqualTo(new Quota(100, new Resources(200_000, 256L << 30, 1L << 40)));
    }

    @Test
    void namesArePinned() {
        QuotaProperties properties = bind(Map.of(
                "steward.session.quota.user.sessions", "1",
                "steward.session.quota.user.cpu", "2",
                "steward.session.quota.user.memory", "3GB",
                "steward.session.quota.user.disk", "4GB",
                "steward.session.quota.project.sessions", "5",
                "steward.session.quota.project.cpu", "6",
                "steward.session.quota.project.memory", "7GB",
                "steward.session.quota.project.disk", "8GB"));

        assertThat(properties.user().quota()).isEqualTo(new Quota(1, new Resources(2_000, 3L << 30, 4L << 30)));
        assertThat(properties.project().quota()).isEqualTo(new Quota(5, new Resources(6_000, 7L << 30, 8L << 30)));
    }

    private static QuotaProperties bind(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("steward.session.quota", QuotaProperties.class);
    }
}
