package dev.steward.events.cost;

import dev.steward.events.Require;

/** Usage is priced by this list from now on; the aggregate is the price list. */
public record PriceListActivated(String version, String currency) implements CostEvent {

    public PriceListActivated {
        Require.text(version, "version");
    }
}
