package dev.steward.kit.security.trust;

import dev.steward.events.DomainEvent;

/** One entry of trust state: the latest word on its key. */
record TrustEntry(String key, long sequence, DomainEvent event) {}
