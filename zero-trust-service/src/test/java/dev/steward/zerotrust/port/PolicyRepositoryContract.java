package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.PolicyRules;
import dev.steward.zerotrust.domain.PolicyState;
import dev.steward.zerotrust.domain.PolicyVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PolicyRepository} does. */
public interface PolicyRepositoryContract {

    Instant WRITTEN = UserRepositoryContract.NOON;
    Instant LATER = WRITTEN.plusSeconds(60);

    PolicyRepository policies();

    @Test
    default void policyIsFoundAsItWasWritten() {
        ManagedPolicy policy = stored();

        assertThat(policies().find(policy.id()).block()).isEqualTo(policy);
        assertThat(policies().lock(policy.id()).block()).isEqualTo(policy);
        assertThat(policies().version(policy.id(), 1).block())
                .isEqualTo(PolicyVersion.written(1, rules("Version 1"), "ada", WRITTEN));
        assertThat(policies().find("no-uuid").blockOptional()).isEmpty();
        assertThat(policies().version(policy.id(), 2).blockOptional()).isEmpty();
        assertThat(policies().versions("no-uuid", 0, 10).block()).isEmpty();
    }

    @Test
    default void latestVersionIsWhatThePolicySays() {
        ManagedPolicy rewritten = rewritten(stored(), "Version 2");

        assertThat(policies().find(rewritten.id()).block()).isEqualTo(rewritten);
        assertThat(policies().versions(rewritten.id(), 0, 10).block())
                .extracting(version -> version.rules().name())
                .containsExactly("Version 2", "Version 1");
        assertThat(policies().versions(rewritten.id(), 1, 10).block()).hasSize(1);
    }

    @Test
    default void refusesAChangeMadeOfAnOlderPolicy() {
        ManagedPolicy policy = stored();
        rewritten(policy, "Version 2");

        assertThat(policies().update(policy.deactivated(LATER)).block()).isFalse();
    }

    @Test
    default void activeVersionIsWhatReadersAreTold() {
        ManagedPolicy policy = active(rewritten(stored(), "Version 2"), 1, WRITTEN);
        var state = rules("Version 1").state(policy.id(), 1, WRITTEN);

        assertThat(policies().active().block()).contains(state);
        assertThat(entry(policy)).isEqualTo(new PolicyEntry(policy.id(), 1, state));

        ManagedPolicy ended = policy.deactivated(LATER);
        assertThat(policies().update(ended).block()).isTrue();
        assertThat(policies().active().block()).doesNotContain(state);
        assertThat(entry(policy)).isEqualTo(new PolicyEntry(policy.id(), 2, null));
    }

    @Test
    default void whatWasNeverActiveIsNoEntry() {
        ManagedPolicy policy = stored();

        assertThat(policies().entriesAfter(before(policy.id()), 1).block())
                .noneMatch(entry -> entry.policyId().equals(policy.id()));
    }

    @Test
    default void versionActiveBeforeIsTheLastOther() {
        ManagedPolicy policy = active(rewritten(stored(), "Version 2"), 1, WRITTEN);
        assertThat(policies().activeBefore(policy.id(), 1).blockOptional()).isEmpty();

        active(policy, 2, LATER);

        assertThat(policies().activeBefore(policy.id(), 2).block().number()).isEqualTo(1);
        assertThat(policies().activeBefore(policy.id(), null).block().number()).isEqualTo(2);
    }

    @Test
    default void notesWhenAVersionWasTriedAndActivated() {
        ManagedPolicy policy = stored();
        policies().tried(policy.id(), 1, WRITTEN).block();
        policies().activated(policy.id(), 1, LATER, "bob").block();

        assertThat(policies().version(policy.id(), 1).block())
                .isEqualTo(new PolicyVersion(1, rules("Version 1"), "ada", WRITTEN, WRITTEN, LATER, "bob"));
    }

    @Test
    default void versionInDryRunIsToldBesideTheActiveOne() {
        ManagedPolicy policy = active(rewritten(stored(), "Version 2"), 1, WRITTEN);
        ManagedPolicy tried = policy.tried(2, LATER);
        policies().update(tried).block();
        policies().tried(policy.id(), 2, LATER).block();

        assertThat(policies().inDryRun().block())
                .filteredOn(state -> state.policyId().equals(policy.id()))
                .containsExactly(rules("Version 2").state(policy.id(), 2, LATER));
        policies().update(tried.deactivated(LATER)).block();
        assertThat(policies().inDryRun().block())
                .noneMatch(state -> state.policyId().equals(policy.id()));
    }

    @Test
    default void listsByStateNewestFirst() {
        ManagedPolicy draft = stored();
        ManagedPolicy tried = stored().tried(1, LATER);
        policies().update(tried).block();
        policies().tried(tried.id(), 1, LATER).block();
        ManagedPolicy active = active(stored(), 1, WRITTEN);
        ManagedPolicy inactive = active(stored(), 1, WRITTEN).deactivated(LATER);
        policies().update(inactive).block();

        assertThat(policies().list(PolicyState.DRAFT, 0, 100).block())
                .contains(draft)
                .doesNotContain(tried, active, inactive);
        assertThat(policies().list(PolicyState.DRY_RUN, 0, 100).block()).contains(tried);
        assertThat(policies().list(PolicyState.ACTIVE, 0, 100).block()).contains(active);
        assertThat(policies().list(PolicyState.INACTIVE, 0, 100).block()).contains(inactive);
        assertThat(policies().list(null, 0, 4).block()).containsExactlyInAnyOrder(draft, tried, active, inactive);
        assertThat(policies().count(PolicyState.DRY_RUN).block()).isPositive();
        assertThat(policies().count(null).block()).isGreaterThanOrEqualTo(4);
    }

    @Test
    default void deletedPolicyIsGoneAndStaysATombstone() {
        ManagedPolicy deleted = active(stored(), 1, WRITTEN).deleted(LATER);
        assertThat(policies().update(deleted).block()).isTrue();

        assertThat(policies().find(deleted.id()).blockOptional()).isEmpty();
        assertThat(policies().lock(deleted.id()).blockOptional()).isEmpty();
        assertThat(policies().version(deleted.id(), 1).blockOptional()).isEmpty();
        assertThat(policies().versions(deleted.id(), 0, 10).block()).isEmpty();
        assertThat(policies().activeBefore(deleted.id(), null).blockOptional()).isEmpty();
        assertThat(policies().update(deleted.activated(1, LATER)).block()).isFalse();
        assertThat(entry(deleted)).isEqualTo(new PolicyEntry(deleted.id(), 2, null));
    }

    private PolicyEntry entry(ManagedPolicy policy) {
        return policies().entriesAfter(before(policy.id()), 1).block().getFirst();
    }

    /** Ids of one second differ in more than their last digits. */
    private static String before(String id) {
        return id.substring(0, id.length() - 12) + "000000000000";
    }

    private ManagedPolicy stored() {
        ManagedPolicy policy = ManagedPolicy.drafted(UuidV7.next(Clock.systemUTC()), rules("Version 1"), WRITTEN);
        policies()
                .insert(policy, PolicyVersion.written(1, policy.rules(), "ada", WRITTEN))
                .block();
        return policy;
    }

    private ManagedPolicy rewritten(ManagedPolicy policy, String name) {
        ManagedPolicy rewritten = policy.rewritten(rules(name), LATER);
        policies()
                .addVersion(
                        policy.id(), PolicyVersion.written(rewritten.latestVersion(), rewritten.rules(), "ada", LATER))
                .block();
        assertThat(policies().update(rewritten).block()).isTrue();
        return rewritten;
    }

    private ManagedPolicy active(ManagedPolicy policy, int number, Instant at) {
        ManagedPolicy activated = policy.activated(number, at);
        assertThat(policies().update(activated).block()).isTrue();
        policies().activated(policy.id(), number, at, "bob").block();
        return activated;
    }

    private static PolicyRules rules(String name) {
        var window = new PolicyTimeWindow("Europe/Berlin", List.of("monday"), "08:00", "18:30");
        var conditions = new PolicyConditions(true, 79.5, window, List.of("10.0.0.0/8"), List.of("berlin"), "PT1H");
        return new PolicyRules(
                name, "platform/shop/**", List.of("write"), List.of("developer"), "high", conditions, "allow");
    }
}
