package dev.steward.session.adapter.web;

import dev.steward.session.domain.Session;

/**
 * Where the pages of sessions are found.
 *
 * @param previewPattern the address of a preview, with {@code {session_id}} in the place of the id
 */
public record SessionAddresses(String previewPattern) {

    private static final String ID = "{session_id}";

    public SessionAddresses {
        if (!previewPattern.contains(ID)) {
            throw new IllegalArgumentException("the address of previews has no " + ID);
        }
    }

    SessionResponse.Addresses of(Session session) {
        return new SessionResponse.Addresses(
                previewPattern.replace(ID, session.id()), session.placement().directAddress());
    }
}
