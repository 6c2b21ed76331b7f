package dev.steward.perf.gateway;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.UuidV7;
import dev.steward.events.trust.PoliciesComplete;
import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.web.WireJson;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What zero-trust-service tells the gateway of: the key of tokens, projects with their members, and of each project a policy
 * that lets developers in, one that lets nobody delete, and one that keeps its secrets from all.
 */
record TrustTopics(String brokers, Clock clock) {

    private static final List<String> NAMES = List.of(Topics.TRUST_STATE, Topics.TRUST_POLICIES);

    void publish(SignedTokens tokens, List<ProjectStateChanged> projects) {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (var admin = Admin.create(settings);
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(NAMES.stream()
                            .map(name -> new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")))
                            .toList())
                    .all()
                    .get();
            send(producer, Topics.TRUST_STATE, "keys", new SigningKeysChanged(List.of(tokens.publicKey())));
            for (var project : projects) {
                send(producer, Topics.TRUST_STATE, "project/" + project.projectId(), project);
                for (var policy : policies(project.projectId())) {
                    send(producer, Topics.TRUST_POLICIES, "policy/" + policy.policyId(), policy);
                }
            }
            var now = clock.instant();
            send(producer, Topics.TRUST_POLICIES, "policies-complete", new PoliciesComplete(3 * projects.size(), now));
            send(producer, Topics.TRUST_STATE, "snapshot-complete", new SnapshotComplete(1 + projects.size(), now));
            producer.flush();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker takes no topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<PolicyStateChanged> policies(String project) {
        var all = "platform/" + project + "/**";
        return List.of(
                policy(all, List.of("read", "write", "create"), List.of("developer"), "allow"),
                policy(all, List.of("delete"), List.of(), "deny"),
                policy("platform/" + project + "/members/*", List.of("*"), List.of("developer"), "deny"));
    }

    private PolicyStateChanged policy(String pattern, List<String> actions, List<String> roles, String effect) {
        var id = UuidV7.next(clock);
        return new PolicyStateChanged(
                id, pattern, 1, pattern, actions, roles, null, PolicyConditions.NONE, effect, clock.instant());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what was not sent keeps the gateway from being ready
    private void send(Producer<byte[], byte[]> producer, String topic, String key, DomainEvent event) {
        var json = WireJson.lenient();
        var data = new EventData(json).write(event);
        var type = EventTypes.of(event.getClass()).name();
        var cloudEvent = new CloudEvent(
                UuidV7.next(clock),
                "/zero-trust-service",
                type,
                key,
                clock.instant(),
                "trust",
                1L,
                null,
                null,
                null,
                null,
                data);
        producer.send(new CloudEventCodec(json).encode(topic, cloudEvent));
    }
}
