package dev.steward.events.signal;

import dev.steward.events.DomainEvent;

/** What other systems tell of in a form that the suite knows; the aggregate is theirs. */
public sealed interface SignalEvent extends DomainEvent permits AlertFired, AlertResolved, UsageRecorded {}
