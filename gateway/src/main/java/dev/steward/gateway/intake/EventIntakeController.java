package dev.steward.gateway.intake;

import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.cloudevents.HttpBinding;
import dev.steward.kit.cloudevents.SentEvent;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where other systems send events to. */
@RestController
final class EventIntakeController {

    private static final String ONE = "application/cloudevents+json";
    private static final String MANY = "application/cloudevents-batch+json";

    private final HttpBinding binding;
    private final IntakeRules rules;
    private final EventIntake intake;
    private final IntakeSettings settings;

    EventIntakeController(HttpBinding binding, IntakeRules rules, EventIntake intake, IntakeSettings settings) {
        this.binding = binding;
        this.rules = rules;
        this.intake = intake;
        this.settings = settings;
    }

    /**
     * Publishes events of another system to {@code platform.signals}: CloudEvents 1.0 in binary mode (attributes are headers
     * {@code ce-*}), structured mode or as a batch of at most 100, 1 MiB in all. The data is JSON. An event with the
     * {@code source} and {@code id} of one that was sent within 24 hours is published once. All of a batch is published or
     * nothing of it is, unless the broker goes away in the middle: then 503, and sending it again publishes the rest.
     *
     * @return 202 and how many were published, once the broker has them; 400 {@code validation-failed}: names every event that
     *     is none or whose data its type does not allow; 403 {@code forbidden}, {@code reason} {@code type-reserved}: only
     *     services of the suite tell of this, or {@code source-not-registered}: the source is another's; 503
     *     {@code service-unavailable}: the broker or the database is away
     */
    @PostMapping(
            path = "/api/v1/events",
            consumes = {ONE, MANY, MediaType.APPLICATION_JSON_VALUE, "application/*+json"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<IntakeResponse> publish(ServerHttpRequest request) {
        Mono<byte[]> body = BoundedBody.of(request, settings.bodyLimit().toBytes());
        return Mono.zip(Caller.current(), body)
                .map(known -> accepted(known.getT1(), request.getHeaders(), known.getT2()))
                .flatMap(intake::accept);
    }

    private List<SentEvent.Whole> accepted(Caller caller, HttpHeaders headers, byte[] body) {
        @Nullable MediaType type = headers.getContentType();
        String mode = type == null ? "" : type.getType() + "/" + type.getSubtype();
        try {
            return switch (mode) {
                case ONE -> rules.accepted(caller, List.of(binding.structured(body)), false);
                case MANY -> rules.accepted(caller, few(binding.batch(body)), true);
                default -> rules.accepted(caller, List.of(binding.binary(headers, body)), false);
            };
        } catch (BadEventException e) {
            throw new Problem(ProblemCode.BAD_REQUEST, "The body is no event of this mode: " + e.reason() + ".");
        }
    }

    private List<SentEvent> few(List<SentEvent> batch) {
        if (batch.size() > settings.largestBatch()) {
            throw new Problem(
                    ProblemCode.PAYLOAD_TOO_LARGE, "A batch has no more than " + settings.largestBatch() + " events.");
        }
        return batch;
    }
}
