package dev.steward.gateway.feed;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How messages are written. */
public final class FeedWords {

    private final JsonMapper json;

    public FeedWords(JsonMapper json) {
        this.json = json;
    }

    String of(FeedMessage.Gap gap) {
        return json.writeValueAsString(node(gap));
    }

    String of(FeedMessage.Dropped dropped) {
        return json.writeValueAsString(node(dropped));
    }

    /** On a socket, where nothing but the message itself tells what it is. */
    String onSocket(FeedMessage message) {
        return switch (message) {
            case FeedMessage.Event(var id, var event) ->
                "{\"kind\":\"event\",\"id\":\"" + id + "\",\"event\":" + event + "}";
            case FeedMessage.Gap gap -> json.writeValueAsString(node(gap).put("kind", "gap"));
            case FeedMessage.Dropped dropped ->
                json.writeValueAsString(node(dropped).put("kind", "dropped"));
            case FeedMessage.Idle(var id) ->
                json.writeValueAsString(
                        json.createObjectNode().put("kind", "open").put("id", id));
        };
    }

    private ObjectNode node(FeedMessage.Gap gap) {
        return json.createObjectNode()
                .put("topic", gap.partition().topic())
                .put("partition", gap.partition().partition())
                .put("from", gap.from())
                .put("to", gap.to());
    }

    private ObjectNode node(FeedMessage.Dropped dropped) {
        return json.createObjectNode().put("count", dropped.count());
    }
}
