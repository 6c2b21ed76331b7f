package dev.steward.kit.outbox;

/**
 * Told when this instance begins to publish the outbox: at the start of a single instance, after another has ended, and
 * again whenever the lead was lost and won back. A bean of this type is called on the relay's thread and must not block.
 */
@FunctionalInterface
public interface OutboxLead {

    void taken();
}
