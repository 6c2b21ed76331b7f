package dev.steward.cost.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CostPropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of())).isEqualTo(new CostProperties("", 400));
    }

    @Test
    void namesArePinned() {
        assertThat(bind(Map.of("steward.cost.price-list", "/etc/prices.yaml", "steward.cost.ledger-days", "90")))
                .isEqualTo(new CostProperties("/etc/prices.yaml", 90));
    }

    private static CostProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.cost", CostProperties.class);
    }
}
