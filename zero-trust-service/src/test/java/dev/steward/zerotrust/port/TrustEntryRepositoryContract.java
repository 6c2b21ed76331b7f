package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link TrustEntryRepository} does. */
public interface TrustEntryRepositoryContract {

    TrustEntryRepository trustEntries();

    @Test
    default void countsEachEntryByItself() {
        long keys = trustEntries().next(TrustEntryRepository.KEYS).block();

        assertThat(trustEntries().next(TrustEntryRepository.SNAPSHOT_COMPLETE).block())
                .isPositive();
        assertThat(trustEntries().next(TrustEntryRepository.KEYS).block()).isEqualTo(keys + 1);
        assertThat(trustEntries().current(TrustEntryRepository.KEYS).block()).isEqualTo(keys + 1);
        assertThat(trustEntries().lock(TrustEntryRepository.KEYS).block()).isEqualTo(keys + 1);
    }
}
