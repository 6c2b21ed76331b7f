package dev.steward.contracts.pact;

import dev.steward.events.EventType;
import dev.steward.events.Topics;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.security.trust.TrustState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;

/** All pacts of one consumer. */
public final class ConsumerPacts {

    private ConsumerPacts() {}

    /** As {@link #hold(ApplicationContext, Collection)}. */
    public static void hold(ApplicationContext service, WrittenPact... pacts) {
        hold(service, List.of(pacts));
    }

    /**
     * To be called when the service has shown that it can do with all of them. Fails unless they name every type of event
     * that it reads and no other, and are what is committed of it.
     */
    public static void hold(ApplicationContext service, Collection<? extends WrittenPact> pacts) {
        Set<EventType> named = pacts.stream()
                .flatMap(pact -> pact instanceof EventPact events ? events.types().stream() : Stream.empty())
                .collect(Collectors.toSet());
        Set<String> read = service.getBeansOfType(EventSubscription.class).values().stream()
                .flatMap(subscription -> subscription.types().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> needed = named.stream()
                .filter(type -> !type.isOn(Topics.TRUST_STATE) && !type.isOn(Topics.TRUST_POLICIES))
                .map(EventType::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!read.equals(needed)) {
            throw new AssertionError("it reads " + read + ", and its pacts name " + needed);
        }
        boolean readsTrust = service.getBeanProvider(TrustState.class).getIfAvailable() != null;
        if (readsTrust != (named.size() > needed.size())) {
            throw new AssertionError("it reads " + Topics.TRUST_STATE + ": " + readsTrust + ", unlike its pacts");
        }
        String consumer = service.getEnvironment().getRequiredProperty("spring.application.name");
        PactFolder.committed()
                .holds(consumer, pacts.stream().map(WrittenPact::pact).toList());
    }
}
