package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces.DeleteOutcome;
import dev.steward.session.port.Workspaces.ReadOutcome;
import dev.steward.session.port.Workspaces.WriteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** How much a workspace takes, of whomever. */
class WorkspaceQuotaTest extends WorkspaceFixture {

    WorkspaceQuotaTest(@TempDir Path data) {
        super(data, QUOTA);
    }

    @Test
    void takesNoMoreThanTheQuotaWhoeverWroteIt() throws IOException {
        written("a", "x".repeat(MIB));
        // What a process inside wrote.
        Files.write(workspace().resolve("b"), new byte[2 * MIB]);

        assertThat(write("c", "x".repeat(MIB), Precondition.NONE))
                .isInstanceOfSatisfying(WriteOutcome.OverQuota.class, over -> {
                    assertThat(over.limitBytes()).isEqualTo(QUOTA);
                    assertThat(over.usedBytes()).isBetween(3L * MIB, (long) QUOTA);
                });
        assertThat(read("c")).isInstanceOf(ReadOutcome.Missing.class);
        assertNothingIsAside();

        assertThat(delete("b", false)).isInstanceOf(DeleteOutcome.Deleted.class);
        written("c", "x".repeat(MIB));
    }

    @Test
    void takesNoMoreThanTheSessionsOwnLimit() {
        SessionSpec small =
                new SessionSpec("static", null, new Resources(1_000, MIB, MIB), Map.of(), List.of(), null, Setup.NONE);
        Session limited = Given.pending(2, 20_002, small);

        assertThat(workspaces
                        .write(limited, WorkspacePath.of("a"), text("x".repeat(2 * MIB)), Precondition.NONE)
                        .block(Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(WriteOutcome.OverQuota.class, over -> assertThat(over.limitBytes())
                        .isEqualTo(MIB));
    }

    @Test
    void aFullWorkspaceTakesWhatMakesItSmaller() throws IOException {
        written("a", "x".repeat(MIB));
        Files.write(workspace().resolve("b"), new byte[QUOTA]);

        assertThat(write("a", "x".repeat(MIB + 1), Precondition.NONE)).isInstanceOf(WriteOutcome.OverQuota.class);
        assertThat(write("a", "x".repeat(MIB), Precondition.NONE)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(write("b", "x", Precondition.NONE)).isInstanceOf(WriteOutcome.Written.class);
    }

    @Test
    void parallelWritesTogetherKeepTheQuota() {
        List<WriteOutcome> outcomes = Flux.range(0, 12)
                .flatMap(
                        writer -> workspaces.write(
                                session, WorkspacePath.of("f" + writer), text("x".repeat(MIB / 2)), Precondition.NONE),
                        12)
                .collectList()
                .block(Duration.ofSeconds(60));

        assertThat(outcomes).filteredOn(WriteOutcome.Written.class::isInstance).hasSizeBetween(6, 8);
        assertThat(outcomes)
                .filteredOn(WriteOutcome.OverQuota.class::isInstance)
                .hasSizeBetween(4, 6);
    }
}
