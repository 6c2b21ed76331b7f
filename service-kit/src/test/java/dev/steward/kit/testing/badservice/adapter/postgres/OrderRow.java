package dev.steward.kit.testing.badservice.adapter.postgres;

import dev.steward.kit.testing.badservice.adapter.web.NosyController;
import java.time.Instant;

/** Breaks: time comes from a Clock, no cycles. */
public class OrderRow {

    private final Instant at = Instant.now();

    @Override
    public String toString() {
        return NosyController.class.getName() + at;
    }
}
