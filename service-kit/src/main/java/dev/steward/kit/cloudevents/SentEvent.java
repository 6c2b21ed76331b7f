package dev.steward.kit.cloudevents;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of a request, as another system sent it. */
public sealed interface SentEvent {

    /** What it says that happened; null where not even that can be read. */
    @Nullable
    String type();

    /**
     * One that is complete.
     *
     * @param extensions attributes that the suite does not know, by name
     */
    record Whole(CloudEvent event, Map<String, String> extensions) implements SentEvent {

        public Whole {
            extensions = Map.copyOf(extensions);
        }

        @Override
        public String type() {
            return event.type();
        }
    }

    /**
     * One that is none.
     *
     * @param reason names what is wrong and quotes nothing of the data
     */
    record Broken(@Nullable String type, String reason) implements SentEvent {}
}
