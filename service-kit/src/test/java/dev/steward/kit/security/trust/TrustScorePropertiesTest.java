package dev.steward.kit.security.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.policy.score.UsualHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

class TrustScorePropertiesTest {

    private static final TrustScoreProperties.Hours ALWAYS =
            new TrustScoreProperties.Hours(ZoneId.of("UTC"), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TrustScoreAutoConfiguration.class));

    @Test
    void defaultsAreThese() {
        runner.run(context -> {
            assertThat(context.getBean(TrustScoreProperties.class)).isEqualTo(new TrustScoreProperties(null, ALWAYS));
            assertThat(context.getBean(TrustScorer.class).places()).isSameAs(PlaceTable.EMPTY);
        });
    }

    @Test
    void placesAndHoursAreThoseOfTheSettings(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("places.csv"), "203.0.113.0/24,Berlin,52.52,13.405\n");

        runner.withPropertyValues(
                        "steward.trust-score.places=file:" + file,
                        "steward.trust-score.usual-hours.zone=Europe/Berlin",
                        "steward.trust-score.usual-hours.from=08:00",
                        "steward.trust-score.usual-hours.to=18:30",
                        "steward.trust-score.device.unknown=30")
                .run(context -> {
                    TrustScorer scorer = context.getBean(TrustScorer.class);
                    assertThat(scorer.places().of(IpAddress.of("203.0.113.7").orElseThrow()))
                            .hasValueSatisfying(
                                    place -> assertThat(place.name()).isEqualTo("Berlin"));
                    assertThat(scorer.hoursOfEverybody())
                            .isEqualTo(new UsualHours(
                                    ZoneId.of("Europe/Berlin"), LocalTime.of(8, 0), LocalTime.of(18, 30)));
                    assertThat(scorer.settings().device().unknown()).isEqualTo(30);
                });
    }

    @Test
    void fileOfPlacesThatCannotBeReadKeepsTheServiceFromStarting() {
        runner.withPropertyValues("steward.trust-score.places=classpath:no-such-file.csv")
                .run(context -> assertThat(context).hasFailed());
        var wrong = new TrustScoreProperties(
                new ByteArrayResource("# places\n192.0.2.0/24,Berlin,north,13".getBytes(UTF_8), "places"), ALWAYS);
        assertThatThrownBy(wrong::placeTable).hasMessageContaining("places").hasMessageContaining("line 2");
    }
}
