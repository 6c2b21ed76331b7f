package dev.steward.session.adapter.web;

import dev.steward.kit.web.Problem;
import dev.steward.session.application.Catalogue;
import dev.steward.session.application.Catalogue.Choice;
import dev.steward.session.application.CreateSession;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionToken;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Turns what a client wants into what is made of it, and that into an answer with a token. */
final class NewSessions {

    private final Catalogue catalogue;
    private final SessionAddresses addresses;
    private final SecureRandom random = new SecureRandom();

    NewSessions(Catalogue catalogue, SessionAddresses addresses) {
        this.catalogue = catalogue;
        this.addresses = addresses;
    }

    /**
     * A session that is about to be made.
     *
     * @param token told to its creator only
     * @param ignored of what was asked for
     */
    record Plan(CreateSession command, SessionToken token, List<String> ignored) {}

    /** Fails with a {@link Problem} that names what there is not. */
    Plan plan(String projectId, String owner, String askedBy, SpecRequest wanted) {
        return switch (catalogue.choose(wanted.runtime(), wanted.wish())) {
            case Choice.Refused(String field, String message) -> throw Problem.invalid(field, message);
            case Choice.Chosen chosen -> {
                SessionToken token = SessionToken.fresh(random);
                yield new Plan(
                        new CreateSession(
                                projectId,
                                owner,
                                askedBy,
                                chosen.runtime(),
                                chosen.spec(),
                                token,
                                wanted.ttl(),
                                wanted.idleTimeout()),
                        token,
                        chosen.ignored());
            }
        };
    }

    ResponseEntity<CreatedSessionResponse> made(Session session, Plan plan) {
        return ResponseEntity.created(URI.create("/api/v1/sessions/" + session.id()))
                .body(response(session, plan.token(), plan.ignored()));
    }

    /** One that was there before: nobody knows its token any more. */
    ResponseEntity<CreatedSessionResponse> found(Session session) {
        return ResponseEntity.ok(response(session, null, List.of()));
    }

    private CreatedSessionResponse response(Session session, @Nullable SessionToken token, List<String> ignored) {
        return CreatedSessionResponse.from(SessionResponse.from(session, addresses), token, ignored);
    }
}
