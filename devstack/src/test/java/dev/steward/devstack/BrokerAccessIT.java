package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.AccessRules;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker of a running suite; embedded-infra tries every principal with every topic. */
@ExtendWith(WithSuite.class)
class BrokerAccessIT {
    private static final List<String> TRUST = List.of("trust.state", "trust.policies", "trust.events");

    @Test
    void letsNoOtherServiceWriteTrust(SuiteUnderTest suite) throws Exception {
        for (var service : SuiteService.values()) {
            for (var topic : service == SuiteService.ZERO_TRUST ? List.<String>of() : TRUST) {
                assertThat(write(as(service.module(), suite), topic))
                        .as("%s writes %s", service, topic)
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
        assertThat(write(as(SuiteService.ZERO_TRUST.module(), suite), "trust.events"))
                .isNull();
    }

    @Test
    void takesSignalsAndNothingElseFromOutside(SuiteUnderTest suite) throws Exception {
        var file = suite.layout().brokerLogin(AccessRules.OUTSIDE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(suite.steward("status").output()).contains("Kafka, outside  " + file);

        var outside = suite.brokerLogin(AccessRules.OUTSIDE);
        assertThat(write(outside, "platform.signals")).isNull();
        assertThat(write(outside, "session.events")).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void takesNothingFromWhoDoesNotLogIn(SuiteUnderTest suite) throws Exception {
        var stranger = new Properties();
        stranger.put("bootstrap.servers", suite.brokerLogin(AccessRules.OUTSIDE).get("bootstrap.servers"));
        stranger.put("max.block.ms", "2000");

        assertThat(write(stranger, "platform.signals")).isInstanceOf(TimeoutException.class);
    }

    private static Properties as(String service, SuiteUnderTest suite) {
        var password = suite.layout().secrets().resolve(AccessRules.passwordFile(service));
        var login = suite.brokerLogin(AccessRules.OUTSIDE);
        login.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + service
                        + "\" password=\"" + Secrets.read(password) + "\";");
        return login;
    }

    private static @Nullable Throwable write(Properties login, String topic) throws InterruptedException {
        try (var producer = new KafkaProducer<>(login, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "{}")).get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
