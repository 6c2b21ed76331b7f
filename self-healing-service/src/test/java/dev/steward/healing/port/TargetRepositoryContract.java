package dev.steward.healing.port;

import static dev.steward.healing.domain.Given.NOON;
import static dev.steward.healing.domain.Given.POLICY;
import static dev.steward.healing.domain.Given.crash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.healing.domain.ObservedTarget;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TargetStatus;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link TargetRepository} does. */
public interface TargetRepositoryContract {

    TargetRepository targets();

    @Test
    default void unheardTargetIsAbsent() {
        assertThat(targets().find(target()).blockOptional()).isEmpty();
    }

    @Test
    default void savedTargetIsFoundAsItWas() {
        ObservedTarget crashed = ObservedTarget.unheard(target())
                .said(TargetStatus.RUNNING, 1)
                .crashed(crash(2, NOON), POLICY)
                .crashed(crash(3, NOON.plusSeconds(9)), POLICY);
        assertThat(targets().save(crashed).block()).isTrue();

        ObservedTarget found = targets().find(crashed.target()).block();
        assertThat(found.target()).isEqualTo(crashed.target());
        assertThat(found.status()).isEqualTo(TargetStatus.CRASHED);
        assertThat(found.sequence()).isEqualTo(3);
        assertThat(found.recentCrashes()).containsExactly(NOON, NOON.plusSeconds(9));
        assertThat(found.version()).isEqualTo(1);
    }

    @Test
    default void everyStatusCanBeStored() {
        Target target = target();
        targets()
                .save(ObservedTarget.unheard(target).said(TargetStatus.RUNNING, 1))
                .block();
        long sequence = 2;
        for (TargetStatus status : TargetStatus.values()) {
            ObservedTarget known = targets().find(target).block();
            assertThat(targets().save(known.said(status, sequence++)).block()).isTrue();
            assertThat(targets().find(target).block().status()).isEqualTo(status);
        }
    }

    @Test
    default void refusesATargetLoadedBeforeAnotherChange() {
        ObservedTarget fresh = ObservedTarget.unheard(target()).said(TargetStatus.RUNNING, 1);
        assertThat(targets().save(fresh).block()).isTrue();
        assertThat(targets().save(fresh).block()).isFalse();

        ObservedTarget known = targets().find(fresh.target()).block();
        assertThat(targets().save(known.said(TargetStatus.STOPPED, 2)).block()).isTrue();
        assertThat(targets().save(known.said(TargetStatus.DELETED, 3)).block()).isFalse();
        assertThat(targets().find(fresh.target()).block().status()).isEqualTo(TargetStatus.STOPPED);
    }

    private static Target target() {
        return Target.session(UUID.randomUUID().toString(), "alpha");
    }
}
