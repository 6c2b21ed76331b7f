package dev.steward.kit.security.trust;

import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.TrustScorer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Trust scores by the same settings in every service. */
@AutoConfiguration
@EnableConfigurationProperties({TrustScoreSettings.class, TrustScoreProperties.class})
public class TrustScoreAutoConfiguration {

    @Bean
    TrustScorer trustScorer(TrustScoreSettings settings, TrustScoreProperties properties) {
        return new TrustScorer(settings, properties.usualHours().usual(), properties.placeTable());
    }
}
