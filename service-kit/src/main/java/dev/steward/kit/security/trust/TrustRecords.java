package dev.steward.kit.security.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.events.DomainEvent;
import dev.steward.events.EventType;
import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import dev.steward.kit.policy.PolicyReader;
import dev.steward.kit.policy.PolicyReading;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records of {@code trust.state} and {@code trust.policies} into entries. One that cannot be read is skipped: it must
 * not hide all others, and what was known under its key stays. A policy that cannot be read may be one that denies, so that
 * it is counted until a readable one follows.
 */
final class TrustRecords {

    private static final Logger LOG = LoggerFactory.getLogger(TrustRecords.class);
    /** What the keys of policies begin with. */
    static final String POLICY = "policy/";

    private static final String SEQUENCE = "ce_sequence";

    private final CloudEventCodec codec;
    private final EventData data;
    private final Set<String> unreadablePolicies = ConcurrentHashMap.newKeySet();

    TrustRecords(CloudEventCodec codec, EventData data) {
        this.codec = codec;
        this.data = data;
    }

    void apply(ConsumerRecord<byte[], byte[]> record, TrustEntries entries) {
        boolean policy = record.topic().equals(Topics.TRUST_POLICIES);
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        try {
            if (record.value() != null) {
                entry(record, policy, entries);
            } else if (policy) {
                endPolicy(record, key, entries);
            } else if (!key.startsWith(POLICY)) {
                entries.remove(key);
            }
            unreadablePolicies.remove(key);
        } catch (RuntimeException e) { // whatever a record does, those after it are read
            if (policy) {
                unreadablePolicies.add(key);
                LOG.error(
                        "The policy at offset {} cannot be read, what was known of {} still decides: {}",
                        record.offset(),
                        key,
                        e.getMessage());
            } else {
                LOG.warn("Skipped offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
            }
        }
    }

    /** How many policies are others than decide here. */
    int unreadablePolicies() {
        return unreadablePolicies.size();
    }

    private void entry(ConsumerRecord<byte[], byte[]> record, boolean policy, TrustEntries entries) {
        CloudEvent event = codec.decode(record);
        Long sequence = event.sequence();
        if (sequence == null) {
            throw new BadEventException("the record has no sequence");
        }
        EventType type = EventTypes.byName(event.type())
                .filter(known -> known.isOn(record.topic()))
                .orElse(null);
        if (type != null) {
            DomainEvent read = data.read(event.data(), type.record());
            check(event.subject(), read);
            entries.apply(new TrustEntry(event.subject(), sequence, read));
        } else if (policy) {
            throw new BadEventException("the type " + event.type() + " is not known");
        }
    }

    private static void check(String key, DomainEvent event) {
        if (event instanceof PolicyStateChanged written) {
            if (!key.equals(POLICY + written.policyId())) {
                throw new BadEventException("the key is not that of policy " + written.policyId());
            }
            if (PolicyReader.read(written) instanceof PolicyReading.Refused(var problems)) {
                throw new BadEventException(String.valueOf(problems));
            }
        }
    }

    private static void endPolicy(ConsumerRecord<byte[], byte[]> record, String key, TrustEntries entries) {
        Header sequence = record.headers().lastHeader(SEQUENCE);
        if (!key.startsWith(POLICY) || sequence == null) {
            throw new BadEventException("the tombstone is of no policy or has no sequence");
        }
        try {
            entries.endPolicy(key, Long.parseLong(new String(sequence.value(), UTF_8)));
        } catch (NumberFormatException e) {
            throw new BadEventException("the sequence of the tombstone is no number", e);
        }
    }
}
