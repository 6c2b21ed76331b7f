package dev.steward.infra;

import java.util.Set;

/** What one principal may do with the topics or groups of a name, or of all names that begin with it. */
public record AccessRule(String principal, Resource resource, Match match, String name, Set<Operation> operations) {

    public enum Resource {
        TOPIC,
        GROUP
    }

    public enum Match {
        LITERAL,
        PREFIX
    }

    /** Reading or writing a topic includes describing it; writing one includes being an idempotent producer. */
    public enum Operation {
        CREATE,
        READ,
        WRITE
    }

    public AccessRule {
        operations = Set.copyOf(operations);
    }
}
