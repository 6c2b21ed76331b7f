package dev.steward.session.domain;

import static dev.steward.session.domain.WorkspaceChange.Kind.CREATED;
import static dev.steward.session.domain.WorkspaceChange.Kind.DELETED;
import static dev.steward.session.domain.WorkspaceChange.Kind.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.session.SessionWorkspaceChanged;
import dev.steward.session.domain.WorkspaceChange.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceChangesTest {

    private static final Instant LATER = Given.NOW.plusSeconds(1);

    @ParameterizedTest
    @CsvSource({
        "CREATED, MODIFIED, CREATED",
        "CREATED, DELETED,",
        "MODIFIED, MODIFIED, MODIFIED",
        "MODIFIED, DELETED, DELETED",
        "DELETED, CREATED, MODIFIED",
    })
    void twoChangesOfAPathAreOne(Kind first, Kind second, Kind both) {
        WorkspaceChanges merged = changes(first, "a").and(changes(second, "a"));

        assertThat(merged.changes().stream().map(WorkspaceChange::kind))
                .isEqualTo(both == null ? List.of() : List.of(both));
    }

    @Test
    void keepsTheOrderAndTheLaterTime() {
        WorkspaceChanges merged = changes(CREATED, "b")
                .and(new WorkspaceChanges(List.of(new WorkspaceChange("a", MODIFIED)), false, LATER));

        assertThat(merged.changes()).extracting(WorkspaceChange::path).containsExactly("b", "a");
        assertThat(merged.at()).isEqualTo(LATER);
    }

    @Test
    void saysWhenThereIsMoreThanItLists() {
        WorkspaceChanges some = new WorkspaceChanges(
                IntStream.range(0, WorkspaceChanges.MOST)
                        .mapToObj(i -> new WorkspaceChange("f" + i, CREATED))
                        .toList(),
                false,
                Given.NOW);

        assertThat(some.truncated()).isFalse();
        assertThat(some.and(changes(DELETED, "f1")).truncated()).isFalse();
        WorkspaceChanges more = some.and(changes(CREATED, "one more"));
        assertThat(more.changes()).hasSize(WorkspaceChanges.MOST);
        assertThat(more.truncated()).isTrue();
        assertThat(WorkspaceChanges.unknown(Given.NOW)
                        .and(changes(CREATED, "a"))
                        .truncated())
                .isTrue();
    }

    @Test
    void isAnEventOfItsSession() {
        Session session = Given.running();

        assertThat(changes(DELETED, "a/b").of(session))
                .isEqualTo(new SessionWorkspaceChanged(
                        session.id(),
                        "shop",
                        List.of(new SessionWorkspaceChanged.Change("a/b", "deleted")),
                        false,
                        Given.NOW));
        assertThatThrownBy(() -> new WorkspaceChanges(List.of(), false, Given.NOW).of(session))
                .hasMessageContaining("number of changes");
        assertThatThrownBy(() -> new SessionWorkspaceChanged.Change("a", "moved"))
                .hasMessageContaining("kind");
    }

    private static WorkspaceChanges changes(Kind kind, String path) {
        return new WorkspaceChanges(List.of(new WorkspaceChange(path, kind)), false, Given.NOW);
    }
}
