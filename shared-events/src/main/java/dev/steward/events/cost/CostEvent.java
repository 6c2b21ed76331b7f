package dev.steward.events.cost;

import dev.steward.events.DomainEvent;

/** What cost-optimizer says about the bill. */
public sealed interface CostEvent extends DomainEvent permits PriceListActivated {}
