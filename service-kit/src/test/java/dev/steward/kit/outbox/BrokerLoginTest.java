package dev.steward.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.KafkaAdmin;

class BrokerLoginTest {

    @Test
    void saysNothingUnlessToldTo() {
        assertThat(login(Map.of())).isEqualTo(new BrokerLogin("PLAINTEXT", "SCRAM-SHA-512", "", "", ""));
        assertThat(login(Map.of()).settings()).isEmpty();
    }

    @Test
    void logsInWithWhateverThePasswordIsMadeOf() {
        String password = "a\"b\\c;d' required=";
        var settings = new BrokerLogin("SASL_PLAINTEXT", "SCRAM-SHA-512", "gateway", password, "").settings();

        assertThat(settings)
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .doesNotContainKey("ssl.truststore.certificates");
        var jaas = new Password(settings.get("sasl.jaas.config").toString());
        var entries =
                JaasContext.loadClientContext(Map.of("sasl.jaas.config", jaas)).configurationEntries();
        assertThat(entries).singleElement().satisfies(entry -> assertThat(entry.getOptions())
                .isEqualTo(Map.of("username", "gateway", "password", password)));
    }

    @Test
    void makesSureOfTheBrokerByItsCertificate() {
        var settings = login(Map.of(
                        "steward.broker.protocol", "SASL_SSL",
                        "steward.broker.mechanism", "PLAIN",
                        "steward.broker.user", "gateway",
                        "steward.broker.password", "secret",
                        "steward.broker.truststore", "-----BEGIN CERTIFICATE-----"))
                .settings();

        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.certificates", "-----BEGIN CERTIFICATE-----");
        assertThat(settings.get("sasl.jaas.config").toString())
                .startsWith("org.apache.kafka.common.security.plain.PlainLoginModule required");
    }

    @Test
    void namesAllThatIsWrongWithoutThePassword() {
        assertThatThrownBy(() -> new BrokerLogin("SASL_PLAINTEXT", "GUESS", "", "hush", "pem").settings())
                .isInstanceOf(InvalidBrokerLoginException.class)
                .hasMessage("STEWARD_KAFKA_MECHANISM must be one of [PLAIN, SCRAM-SHA-256, SCRAM-SHA-512], not GUESS; "
                        + "STEWARD_KAFKA_USER and STEWARD_KAFKA_PASSWORD_FILE must be set with the protocol "
                        + "SASL_PLAINTEXT; "
                        + "STEWARD_KAFKA_TRUSTSTORE_FILE has no use with the protocol SASL_PLAINTEXT");
        for (var protocol : List.of("SASL", "sasl_ssl", "")) {
            assertThatThrownBy(() -> new BrokerLogin(protocol, "PLAIN", "a", "hush", "").settings())
                    .hasMessageContaining("STEWARD_KAFKA_PROTOCOL must be one of")
                    .hasMessageNotContaining("hush");
        }
        assertThat(new BrokerLogin("SASL_SSL", "PLAIN", "gateway", "hush", "")).hasToString("SASL_SSL as gateway");
    }

    @Test
    void isThatOfEveryClientThoseOfSpringToo() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(BrokerLoginAutoConfiguration.class, KafkaAutoConfiguration.class))
                .withPropertyValues(
                        "steward.broker.protocol=SASL_PLAINTEXT",
                        "steward.broker.user=gateway",
                        "steward.broker.password=secret")
                .run(context -> {
                    var clients = new KafkaClients(
                            context.getBean(KafkaProperties.class),
                            context.getBean(KafkaConnectionDetails.class),
                            "gateway");
                    for (var settings : List.of(
                            clients.consumer("test"),
                            context.getBean(KafkaAdmin.class).getConfigurationProperties())) {
                        assertThat(settings)
                                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                                .containsKey("sasl.jaas.config");
                    }
                });
    }

    private static BrokerLogin login(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("steward.broker", BrokerLogin.class);
    }
}
