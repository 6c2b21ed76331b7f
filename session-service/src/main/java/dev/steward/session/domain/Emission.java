package dev.steward.session.domain;

import dev.steward.events.session.SessionEvent;

/** An event of a session and the correlation it belongs to. */
public record Emission(SessionEvent event, String correlationId) {}
