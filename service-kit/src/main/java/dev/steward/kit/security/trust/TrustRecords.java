package dev.steward.kit.security.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.events.EventTypes;
import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.cloudevents.CloudEventCodec;
import dev.steward.kit.cloudevents.EventData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records of {@code trust.state} into entries. One that cannot be read is skipped: it must not hide all others. */
final class TrustRecords {

    private static final Logger LOG = LoggerFactory.getLogger(TrustRecords.class);

    private final CloudEventCodec codec;
    private final EventData data;

    TrustRecords(CloudEventCodec codec, EventData data) {
        this.codec = codec;
        this.data = data;
    }

    void apply(ConsumerRecord<byte[], byte[]> record, TrustEntries entries) {
        if (record.value() == null) {
            entries.remove(new String(record.key(), UTF_8));
            return;
        }
        try {
            CloudEvent event = codec.decode(record);
            Long sequence = event.sequence();
            if (sequence == null) {
                throw new BadEventException("the record has no sequence");
            }
            EventTypes.byName(event.type())
                    .filter(type -> type.isOn(Topics.TRUST_STATE))
                    .ifPresent(type -> entries.apply(
                            new TrustEntry(event.subject(), sequence, data.read(event.data(), type.record()))));
        } catch (BadEventException e) {
            LOG.warn("Skipped offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }
}
