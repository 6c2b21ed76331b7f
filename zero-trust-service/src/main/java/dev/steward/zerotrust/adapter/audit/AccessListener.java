package dev.steward.zerotrust.adapter.audit;

import dev.steward.events.Topics;
import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.kit.inbox.EventSubscription;

/** Audits what all other services refused and let through; of its own refusals this one knows when it makes them. */
public final class AccessListener {

    private static final String GROUP = "zero-trust-service.audit";

    private final EventAudit audit;

    public AccessListener(EventAudit audit) {
        this.audit = audit;
    }

    public EventSubscription subscription() {
        EventSubscription.Builder group = EventSubscription.group(GROUP)
                .concurrency(2)
                .on(AccessDenied.class, audit::record)
                .on(AccessCounted.class, audit::record);
        Topics.OF_EVERY_SERVICE.stream()
                .filter(topic -> !topic.equals(Topics.TRUST_EVENTS))
                .sorted()
                .forEach(group::topic);
        return group.build();
    }
}
