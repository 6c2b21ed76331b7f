package dev.steward.kit.policy.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TrustScoreSettingsTest {

    static TrustScoreSettings defaults() {
        return bound(Map.of());
    }

    @Test
    void numbersAreThoseOfTheDesign() {
        assertThat(defaults().device())
                .isEqualTo(new TrustScoreSettings.Device(
                        40, 0.4, 20, 15, 15, 10, Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(24)));
        assertThat(defaults().user()).isEqualTo(new TrustScoreSettings.User(50, 30, 20, 10, 5, 0.2, 10, 5, 1));
        assertThat(defaults().context())
                .isEqualTo(new TrustScoreSettings.Context(
                        0.4, 0.3, 0.3, 100, 40, 100, 60, 20, Duration.ofHours(2), 100, 40, 0, 50, 100, 900));
    }

    @Test
    void eachIsASetting() {
        var changed = bound(Map.of(
                "steward.trust-score.device.encrypted", "25",
                "steward.trust-score.user.within5-minutes", "15",
                "steward.trust-score.context.near-hours-within", "3h"));

        assertThat(changed.device().encrypted()).isEqualTo(25);
        assertThat(changed.user().within5Minutes()).isEqualTo(15);
        assertThat(changed.context().nearHoursWithin()).isEqualTo(Duration.ofHours(3));
    }

    private static TrustScoreSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("steward.trust-score", TrustScoreSettings.class);
    }
}
