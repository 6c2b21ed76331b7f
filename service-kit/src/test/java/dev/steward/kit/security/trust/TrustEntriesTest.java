package dev.steward.kit.security.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.DomainEvent;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.UserStateChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustEntriesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TrustEntries entries = new TrustEntries();

    @Test
    void keepsTheHighestSequenceInWhateverOrderRecordsCome() {
        entries.apply(project(1, Map.of()));
        entries.apply(project(3, Map.of("ada", "developer")));
        entries.apply(project(2, Map.of("ada", "viewer")));

        assertThat(entries.projects())
                .singleElement()
                .extracting(ProjectStateChanged::members)
                .isEqualTo(Map.of("ada", "developer"));
    }

    @Test
    void doesNotCountARepetitionAsAChange() {
        entries.apply(project(1, Map.of()));
        long revision = entries.revision();

        entries.apply(project(1, Map.of()));
        entries.apply(project(0, Map.of()));

        assertThat(entries.revision()).isEqualTo(revision);
    }

    @Test
    void keepsARevokedLoginSessionRevoked() {
        var revoked = new LoginSessionStateChanged("login", "ada", NOON, NOON.plusSeconds(900));
        entries.apply(new TrustEntry("login-session/login", 1, revoked));
        entries.apply(new TrustEntry("login-session/login", 2, new UserStateChanged("ada", false, NOON, null)));

        assertThat(entries.get("login-session/login"))
                .get()
                .extracting(TrustEntry::event)
                .isEqualTo(revoked);
    }

    @Test
    void forgetsWhatATombstoneRemoves() {
        entries.apply(project(1, Map.of()));

        entries.remove("project/atlas");

        assertThat(entries.all()).isEmpty();
    }

    @Test
    void tellsOfEveryChangeAndOfNothingElse() {
        List<String> changed = new ArrayList<>();
        entries.changes().subscribe(changed::add);

        entries.apply(project(1, Map.of()));
        entries.apply(project(1, Map.of()));
        entries.remove("project/unknown");
        entries.remove("project/atlas");

        assertThat(changed).containsExactly("project/atlas", "project/atlas");
    }

    private static TrustEntry project(long sequence, Map<String, String> members) {
        DomainEvent event = new ProjectStateChanged("atlas", "Atlas", "active", members);
        return new TrustEntry("project/atlas", sequence, event);
    }
}
