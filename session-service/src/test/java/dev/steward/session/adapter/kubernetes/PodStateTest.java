package dev.steward.session.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Exit;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodStateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-03-01T09:59:58Z");

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(0, "Completed", 0, null, null),
                Arguments.of(3, "Error", 3, null, null),
                Arguments.of(137, "Error", null, 9, null),
                Arguments.of(143, "Error", null, 15, null),
                Arguments.of(255, "Error", 255, null, null),
                Arguments.of(137, "OOMKilled", null, 9, Exit.OUT_OF_MEMORY),
                Arguments.of(1, "OOMKilled", null, 9, Exit.OUT_OF_MEMORY),
                Arguments.of(127, "Error", 127, null, Exit.COMMAND_MISSING),
                Arguments.of(126, "Error", 126, null, Exit.COMMAND_MISSING),
                Arguments.of(128, "StartError", 128, null, Exit.COMMAND_MISSING),
                Arguments.of(127, "ContainerCannotRun", 127, null, Exit.COMMAND_MISSING));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void tellsHowAServerEnded(
            int status, String said, @Nullable Integer code, @Nullable Integer signal, @Nullable String reason) {
        Exit exit = state(PodStatuses.over(terminated(status, said, "one\n\n two\n")))
                .exit(NOW)
                .orElseThrow();

        assertThat(exit.code()).isEqualTo(code);
        assertThat(exit.signal()).isEqualTo(signal);
        assertThat(exit.reason()).isEqualTo(reason);
        assertThat(exit.lastLines()).containsExactly("one", " two");
        assertThat(exit.at()).isEqualTo(ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"})
    void missesAnImageThatCannotBeHad(String reason) {
        Exit exit =
                state(PodStatuses.waiting(reason, "no such image")).exit(NOW).orElseThrow();

        assertThat(exit.reason()).isEqualTo(Exit.IMAGE_MISSING);
        assertThat(exit.mayGoBetter()).isFalse();
        assertThat(exit.lastLines()).containsExactly("no such image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateContainerError", "RunContainerError"})
    void missesACommandThatCannotBeRun(String reason) {
        Exit exit = state(PodStatuses.waiting(reason, "no command specified"))
                .exit(NOW)
                .orElseThrow();

        assertThat(exit.reason()).isEqualTo(Exit.COMMAND_MISSING);
    }

    /** The first failure of a registry may be its only one: the node tries again. */
    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "PodInitializing", "ErrImagePull"})
    void waitsForWhatMayStillCome(String reason) {
        PodState state = state(PodStatuses.waiting(reason, "later"));

        assertThat(state.exit(NOW)).isEmpty();
        assertThat(state.runningSince()).isEmpty();
        assertThat(state.isReady()).isFalse();
    }

    @Test
    void tellsOfASetupThatFailedAndNotOfTheServerThatNeverRan() {
        PodStatus status = new PodStatusBuilder(PodStatuses.waiting("PodInitializing", null))
                .withPhase("Failed")
                .addNewInitContainerStatus()
                .withName("once-0")
                .withState(terminated(4, "Error", "npm: not today"))
                .endInitContainerStatus()
                .build();

        Exit exit = state(status).exit(NOW).orElseThrow();

        assertThat(exit.code()).isEqualTo(4);
        assertThat(exit.lastLines()).containsExactly("npm: not today");
    }

    @Test
    void tellsWhyAPodWasEndedThatNeverRan() {
        PodStatus status = new PodStatusBuilder()
                .withPhase("Failed")
                .withReason("OutOfmemory")
                .withMessage("Node didn't have enough resource: memory")
                .build();

        Exit exit = state(status).exit(NOW).orElseThrow();

        assertThat(exit.lastLines()).containsExactly("Node didn't have enough resource: memory");
        assertThat(exit.code()).isNull();
        assertThat(state(status).isEndedFromOutside()).isFalse();
    }

    @Test
    void tellsAnEvictionForTheSakeOfANodeFromACrash() {
        PodStatus status = new PodStatusBuilder(PodStatuses.over(terminated(137, "Error", "")))
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endCondition()
                .build();

        assertThat(state(status).isEndedFromOutside()).isTrue();
        assertThat(state(PodStatuses.over(terminated(137, "Error", ""))).isEndedFromOutside())
                .isFalse();
    }

    @Test
    void isOverOnceItIsRemovedBeforeItHadANode() {
        Pod unplaced = new PodBuilder(pod(new PodStatusBuilder()
                        .withPhase("Pending")
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withMessage("0/3 nodes are available: 3 Insufficient memory.")
                        .endCondition()
                        .build()))
                .editSpec()
                .withNodeName(null)
                .endSpec()
                .editMetadata()
                .withDeletionTimestamp(NOW.toString())
                .endMetadata()
                .build();

        assertThat(new PodState(unplaced).exit(NOW).orElseThrow().lastLines())
                .containsExactly("0/3 nodes are available: 3 Insufficient memory.");
        assertThat(new PodState(unplaced).isEndedFromOutside()).isTrue();
    }

    @Test
    void livesOnWhileItIsBeingEnded() {
        Pod ending = new PodBuilder(pod(PodStatuses.running()))
                .editMetadata()
                .withDeletionTimestamp(NOW.toString())
                .endMetadata()
                .build();

        assertThat(new PodState(ending).exit(NOW)).isEmpty();
        assertThat(new PodState(ending).isReady()).isFalse();
    }

    @Test
    void readsAPodThatHasNoStatusYet() {
        Pod fresh = new PodBuilder(pod(new PodStatus())).withStatus(null).build();

        assertThat(new PodState(fresh).exit(NOW)).isEmpty();
        assertThat(new PodState(fresh).isReady()).isFalse();
    }

    @Test
    void keepsTheLastLinesAndNotAllOfThem() {
        String text = "x".repeat(10_000) + "\n" + "line\n".repeat(100);

        assertThat(PodState.lines(text)).hasSize(20).containsOnly("line");
        assertThat(PodState.lines("x".repeat(10_000)).getFirst()).hasSize(500);
    }

    private static PodState state(PodStatus status) {
        return new PodState(pod(status));
    }

    private static Pod pod(PodStatus status) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("session-1")
                .withCreationTimestamp("2026-03-01T09:59:00Z")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node")
                .endSpec()
                .withStatus(status)
                .build();
    }

    private static ContainerState terminated(int status, String reason, String message) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(status)
                .withReason(reason)
                .withMessage(message)
                .withStartedAt("2026-03-01T09:59:10Z")
                .withFinishedAt(ENDED.toString())
                .endTerminated()
                .build();
    }
}
