package dev.steward.session.adapter.kafka;

import dev.steward.events.Topics;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.session.application.Withdrawals;

/** Hears of projects and users whose sessions may not live on. */
public final class TrustListener {

    private static final String GROUP = "session-service.trust";

    private final Withdrawals withdrawals;

    public TrustListener(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    public EventSubscription subscription() {
        return EventSubscription.group(GROUP)
                .topic(Topics.TRUST_EVENTS)
                .on(
                        ProjectArchived.class,
                        received -> withdrawals.projectArchived(received.event().projectId()))
                .on(
                        UserDisabled.class,
                        received -> withdrawals.userDisabled(
                                received.event().userId(), received.envelope().time()))
                .on(
                        UserDeleted.class,
                        received -> withdrawals.userDeleted(received.event().userId()))
                .build();
    }
}
