package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.ReadOutcome;
import dev.steward.session.port.Workspaces.WriteOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Changes that are meant for one content only. */
class WorkspacePreconditionsTest extends WorkspaceFixture {

    WorkspacePreconditionsTest(@TempDir Path data) {
        super(data, QUOTA);
    }

    @Test
    void changesOnlyWhatItIsMeantFor() {
        String first = written("a.txt", "one").etag();
        String second = written("a.txt", "two").etag();

        assertThat(write("a.txt", "three", Precondition.of(first, null))).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(write("b.txt", "new", Precondition.of("*", null))).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(write("a.txt", "new", Precondition.of(null, "*"))).isInstanceOf(WriteOutcome.Stale.class);
        assertThat(delete("a.txt", Precondition.of(first, null))).isInstanceOf(DeleteOutcome.Stale.class);
        assertThat(read("a.txt")).extracting("etag").isEqualTo(second);
        assertThat(read("b.txt")).isInstanceOf(ReadOutcome.Missing.class);

        assertThat(write("b.txt", "new", Precondition.of(null, "*"))).isInstanceOf(WriteOutcome.Written.class);
        assertThat(delete("a.txt", Precondition.of(second, null))).isInstanceOf(DeleteOutcome.Deleted.class);
        assertNothingIsAside();
    }

    @Test
    void ofManyChangesMeantForOneContentOneWins() {
        Precondition first = Precondition.of(written("a.txt", "one").etag(), null);

        List<WriteOutcome> outcomes = Flux.range(0, 20)
                .flatMap(
                        writer -> workspaces.write(session, WorkspacePath.of("a.txt"), text("by " + writer), first), 20)
                .collectList()
                .block(Duration.ofSeconds(60));

        assertThat(outcomes).filteredOn(WriteOutcome.Written.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(WriteOutcome.Stale.class::isInstance).hasSize(19);
    }

    private DeleteOutcome delete(String path, Precondition precondition) {
        return workspaces
                .delete(session, WorkspacePath.of(path), false, precondition)
                .block();
    }
}
