package dev.steward.kit.security.trust;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicyReader;
import dev.steward.kit.policy.PolicyReading;
import dev.steward.kit.policy.PolicySet;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies among the entries, ready to be asked: made anew after changes, once for all that came together. */
final class ActivePolicies {

    private static final Logger LOG = LoggerFactory.getLogger(ActivePolicies.class);

    private final TrustEntries entries;
    private volatile PolicySet current = PolicySet.EMPTY;
    private long madeOf;

    ActivePolicies(TrustEntries entries) {
        this.entries = entries;
    }

    PolicySet current() {
        return current;
    }

    /** Takes milliseconds when there are thousands, so that no request waits for it. */
    synchronized void refresh() {
        long revision = entries.policyRevision();
        if (revision != madeOf) {
            List<Policy> policies =
                    entries.policies().flatMap(ActivePolicies::read).toList();
            current = PolicySet.of(policies);
            madeOf = revision;
        }
    }

    /** What cannot be read is no entry: neither of a record, nor of a snapshot. */
    private static Stream<Policy> read(PolicyStateChanged written) {
        return switch (PolicyReader.read(written)) {
            case PolicyReading.Accepted(Policy policy) -> Stream.of(policy);
            case PolicyReading.Refused(var problems) -> {
                LOG.error("Policy {} does not decide here, it cannot be read: {}", written.policyId(), problems);
                yield Stream.empty();
            }
        };
    }
}
