package dev.steward.kit.cloudevents;

import dev.steward.events.DomainEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/** The data of an event: a record of shared-events as JSON. Fields that are unknown when read are ignored. */
public final class EventData {

    private final JsonMapper json;

    /** Wants a mapper that ignores unknown fields. */
    public EventData(JsonMapper json) {
        this.json = json;
    }

    public byte[] write(DomainEvent event) {
        return json.writeValueAsBytes(event);
    }

    /**
     * The data as the record it stands for.
     *
     * @throws BadEventException if it does not fit, naming the field when there is one
     */
    public <E extends DomainEvent> E read(byte[] data, Class<E> record) {
        try {
            E event = json.readValue(data, record);
            if (event == null) {
                throw new BadEventException("the data is null");
            }
            return event;
        } catch (DatabindException e) {
            String field = e.getPath().isEmpty() ? "" : " at " + path(e);
            String refusal = e.getCause() instanceof IllegalArgumentException cause ? ": " + cause.getMessage() : "";
            throw new BadEventException("the data does not fit its type" + field + refusal, e);
        } catch (JacksonException e) {
            throw new BadEventException("the data is not JSON", e);
        }
    }

    private static String path(DatabindException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
