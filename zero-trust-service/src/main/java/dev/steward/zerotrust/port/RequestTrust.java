package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.RequestEvidence;
import dev.steward.zerotrust.domain.RequestOrigin;
import dev.steward.zerotrust.domain.User;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** What speaks for a user who asks for something from somewhere; made of what is known at the moment. */
public interface RequestTrust {

    Mono<RequestEvidence> of(User user, RequestOrigin origin, Instant now);
}
