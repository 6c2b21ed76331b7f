package dev.steward.kit.security.trust;

import static dev.steward.kit.testing.TestPolicies.denial;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.web.WireJson;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustRecordsTest {

    private static final byte[] NOTHING = {};

    private final CloudEventCodec codec = new CloudEventCodec(WireJson.lenient());
    private final EventData data = new EventData(WireJson.lenient());
    private final TrustRecords records = new TrustRecords(codec, data);
    private final TrustState state = new TrustState(Duration.ZERO);

    @Test
    void policiesComeAndGo() {
        policy("a", 1, "platform/one/**");
        policy("b", 1, "platform/two/**");
        assertPatterns("platform/one/**", "platform/two/**");

        policy("a", 2, "platform/three/**");
        end("b", 2);

        assertPatterns("platform/three/**");
    }

    @Test
    void whatComesLateIsIgnored() {
        end("a", 3);
        policy("a", 2, "platform/old/**");
        assertPatterns();

        policy("a", 4, "platform/new/**");
        end("a", 3);
        policy("a", 1, "platform/oldest/**");

        assertPatterns("platform/new/**");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "null",
                "{}",
                "{\"policy_id\": \"a\"}",
                "{\"policy_id\": \"a\", \"version\": 1, \"resource_pattern\": \"x\", \"effect\": null}",
                "{\"policy_id\": \"a\", \"name\": \"a\", \"version\": 1, \"resource_pattern\": \"platform/**\","
                        + " \"actions\": [\"read\"], \"required_roles\": [], \"effect\": \"postpone\","
                        + " \"conditions\": {\"mfa_required\": false, \"networks\": [], \"locations\": []}}",
                "{\"policy_id\": \"b\", \"name\": \"a\", \"version\": 1, \"resource_pattern\": \"platform/**\","
                        + " \"actions\": [\"read\"], \"required_roles\": [], \"effect\": \"deny\","
                        + " \"conditions\": {\"mfa_required\": false, \"networks\": [], \"locations\": []}}",
            })
    void aPolicyThatCannotBeReadLeavesTheOneThatWasKnown(String unreadable) {
        policy("a", 1, "platform/one/**");

        send("policy/a", 2, PolicyStateChanged.class, unreadable.getBytes(UTF_8));

        assertPatterns("platform/one/**");
        assertThat(records.unreadablePolicies()).isEqualTo(1);
        policy("a", 3, "platform/three/**");
        assertPatterns("platform/three/**");
        assertThat(records.unreadablePolicies()).isZero();
    }

    @Test
    void countsWhatANewerReleaseWritesUntilItEnds() {
        ConsumerRecord<byte[], byte[]> newer =
                record(Topics.TRUST_POLICIES, "policy/a", 1, "policy.state.v2", "{}".getBytes(UTF_8));
        records.apply(newer, state.entries());
        assertThat(records.unreadablePolicies()).isEqualTo(1);

        end("a", 2);

        assertThat(records.unreadablePolicies()).isZero();
    }

    @Test
    void noTopicSaysWhatIsOfTheOther() {
        policy("a", 1, "platform/one/**");
        var user = new UserStateChanged("bob", true, Instant.EPOCH, null);
        records.apply(record(Topics.TRUST_STATE, "user/bob", 1, "user.state.v1", data.write(user)), state.entries());

        records.apply(record(Topics.TRUST_STATE, "policy/a", 2, "policy.state.v1", NOTHING), state.entries());
        records.apply(record(Topics.TRUST_POLICIES, "user/bob", 2, "user.state.v1", NOTHING), state.entries());
        var other = new UserStateChanged("bob", false, Instant.EPOCH, null);
        records.apply(
                record(Topics.TRUST_POLICIES, "user/bob", 3, "user.state.v1", data.write(other)), state.entries());

        assertPatterns("platform/one/**");
        assertThat(state.entries().event("user/bob", UserStateChanged.class)).contains(user);
    }

    private void assertPatterns(String... patterns) {
        state.policies().refresh();
        assertThat(state.policies().current().policies())
                .extracting(Policy::resource)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(patterns);
    }

    private void policy(String id, long sequence, String pattern) {
        send("policy/" + id, sequence, PolicyStateChanged.class, data.write(denial(id, pattern, "read")));
    }

    private void end(String id, long sequence) {
        send("policy/" + id, sequence, PolicyStateChanged.class, NOTHING);
    }

    private void send(String key, long sequence, Class<? extends DomainEvent> type, byte[] value) {
        String name = EventTypes.of(type).name();
        records.apply(record(Topics.TRUST_POLICIES, key, sequence, name, value), state.entries());
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, String key, long sequence, String type, byte[] value) {
        ProducerRecord<byte[], byte[]> sent = codec.encode(
                topic,
                new CloudEvent(
                        "id",
                        "/zero-trust-service",
                        type,
                        key,
                        Instant.EPOCH,
                        "trust-entry",
                        sequence,
                        null,
                        "trace",
                        null,
                        null,
                        value));
        var received = new ConsumerRecord<>(topic, 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }
}
