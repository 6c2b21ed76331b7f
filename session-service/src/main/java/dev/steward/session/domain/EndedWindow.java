package dev.steward.session.domain;

import dev.steward.events.session.SessionUsageSampled;

/**
 * A usage window that is over.
 *
 * @param first whether its session had none before
 * @param next what its session is measured by from then on
 */
public record EndedWindow(boolean first, SessionUsageSampled told, UsageMeter next) {

    /** The window that ends with this reading, which the meter has to have observed before. */
    public static EndedWindow of(Session session, UsageMeter meter, UsageReading reading) {
        return new EndedWindow(meter.first(), meter.window(session, reading), meter.closedBy(reading));
    }

    public String sessionId() {
        return told.sessionId();
    }
}
