package dev.steward.gateway.feed;

import dev.steward.kit.cloudevents.CloudEvent;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** An event as it was read; what clients are told of it is made once, when the first one wants it. */
final class ReadEvent {

    private final CloudEvent event;
    private final Supplier<FeedMessage.Event> message;

    ReadEvent(CloudEvent event, Supplier<FeedMessage.Event> message) {
        this.event = event;
        this.message = SingletonSupplier.of(message);
    }

    CloudEvent event() {
        return event;
    }

    FeedMessage.Event message() {
        return message.get();
    }
}
