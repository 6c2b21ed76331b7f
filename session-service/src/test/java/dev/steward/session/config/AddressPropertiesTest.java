package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AddressPropertiesTest {

    @Test
    void nameAndDefaultArePinned() {
        assertThat(bind(Map.of())).isEqualTo(new AddressProperties("http://{session_id}.localhost:8090/"));
        assertThat(bind(Map.of("steward.session.addresses.preview", "https://{session_id}.dev.example/")))
                .isEqualTo(new AddressProperties("https://{session_id}.dev.example/"));
    }

    private static AddressProperties bind(Map<String, String> properties) {
        return new Binder(List.of(new MapConfigurationPropertySource(properties)))
                .bindOrCreate("steward.session.addresses", AddressProperties.class);
    }
}
