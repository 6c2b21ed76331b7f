package dev.steward.session.adapter.web;

import dev.steward.session.domain.Session;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the pages of sessions are found.
 *
 * @param previewPattern the address of a preview, with {@code {session_id}} in the place of the id
 * @param direct where the page itself is found, if anybody knows
 */
public record SessionAddresses(String previewPattern, Function<Session, Optional<URI>> direct) {

    private static final String ID = "{session_id}";

    public SessionAddresses {
        if (!previewPattern.contains(ID)) {
            throw new IllegalArgumentException("the address of previews has no " + ID);
        }
    }

    SessionResponse.Addresses of(Session session) {
        return new SessionResponse.Addresses(
                previewPattern.replace(ID, session.id()),
                direct.apply(session).map(URI::toString).orElse(null));
    }
}
