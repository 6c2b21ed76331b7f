package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Exit;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the status of a pod. */
record PodState(Pod pod) {

    static final String CONTAINER = "session";

    /** What a shell, and a container's status, adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private static final int MOST_SIGNALS = 64;
    private static final int KILL = 9;
    private static final Set<Integer> NOT_RUN = Set.of(126, 127);
    private static final Set<String> NO_IMAGE = Set.of("ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName");
    private static final Set<String> NO_COMMAND = Set.of("CreateContainerError", "RunContainerError");
    private static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun");

    private static final int LINES = 20;
    private static final int LONGEST_LINE = 500;

    /** Whether nothing of it runs, or ever will. */
    static boolean isOver(Pod pod) {
        String phase = status(pod).getPhase();
        boolean neverPlaced = pod.getMetadata().getDeletionTimestamp() != null
                && (pod.getSpec() == null || pod.getSpec().getNodeName() == null);
        return "Succeeded".equals(phase) || "Failed".equals(phase) || neverPlaced;
    }

    /** Whether it was ended from outside: by this service, or because its node was needed, drained or lost. */
    boolean isEndedFromOutside() {
        return pod.getMetadata().getDeletionTimestamp() != null || isTrue("DisruptionTarget");
    }

    boolean isReady() {
        return pod.getMetadata().getDeletionTimestamp() == null && isTrue("Ready");
    }

    /** Since when its server runs; empty before, and while it is prepared. */
    Optional<Instant> runningSince() {
        return server().map(status ->
                        status.getState() == null ? null : status.getState().getRunning())
                .map(running -> running.getStartedAt())
                .map(Instant::parse);
    }

    Instant createdAt() {
        return Instant.parse(pod.getMetadata().getCreationTimestamp());
    }

    /** When its server began, else when it was made. */
    Instant startedAt() {
        return runningSince()
                .or(() -> server().flatMap(PodState::terminated)
                        .map(ContainerStateTerminated::getStartedAt)
                        .map(Instant::parse))
                .orElseGet(this::createdAt);
    }

    /** How it ended; empty while it lives, or may still. */
    Optional<Exit> exit(Instant now) {
        if (isOver(pod)) {
            return Optional.of(ended(now));
        }
        return containers().flatMap(status -> stuck(status, now).stream()).findFirst();
    }

    /** A container that the node tries to start again and again, and in vain. */
    private static Optional<Exit> stuck(ContainerStatus status, Instant now) {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        List<String> said = lines(waiting.getMessage());
        if (NO_IMAGE.contains(waiting.getReason())) {
            return Optional.of(new Exit(null, null, Exit.IMAGE_MISSING, said, now));
        }
        if (NO_COMMAND.contains(waiting.getReason())) {
            return Optional.of(new Exit(null, null, Exit.COMMAND_MISSING, said, now));
        }
        return "CreateContainerConfigError".equals(waiting.getReason())
                ? Optional.of(new Exit(null, null, null, said, now))
                : Optional.empty();
    }

    /** What failed while it was prepared, else its server; some pods are ended before either was there. */
    private Exit ended(Instant now) {
        return containers()
                .flatMap(status -> terminated(status).stream())
                .filter(end -> end.getExitCode() != null && end.getExitCode() != 0)
                .findFirst()
                .or(() -> server().flatMap(PodState::terminated))
                .map(end -> exit(end, now))
                .orElseGet(() -> new Exit(null, null, lines(whyNot()), now));
    }

    private Exit exit(ContainerStateTerminated end, Instant now) {
        int status = end.getExitCode() == null ? 0 : end.getExitCode();
        boolean signalled = status > SIGNALLED && status <= SIGNALLED + MOST_SIGNALS;
        Integer signal = signalled ? Integer.valueOf(status - SIGNALLED) : null;
        String reason = null;
        if ("OOMKilled".equals(end.getReason())) {
            reason = Exit.OUT_OF_MEMORY;
            signal = signalled ? signal : Integer.valueOf(KILL);
        } else if (NOT_STARTED.contains(String.valueOf(end.getReason())) || NOT_RUN.contains(status)) {
            reason = Exit.COMMAND_MISSING;
        }
        Instant at = end.getFinishedAt() == null ? now : Instant.parse(end.getFinishedAt());
        List<String> said = lines(end.getMessage());
        return new Exit(
                signal == null ? Integer.valueOf(status) : null,
                signal,
                reason,
                said.isEmpty() ? lines(status(pod).getMessage()) : said,
                at);
    }

    /** Such as: the node had too little memory, or there is none that it fits on. */
    private @Nullable String whyNot() {
        PodStatus status = status(pod);
        return status.getMessage() != null
                ? status.getMessage()
                : conditions()
                        .filter(condition -> "False".equals(condition.getStatus()))
                        .map(PodCondition::getMessage)
                        .filter(message -> message != null)
                        .findFirst()
                        .orElse(null);
    }

    private boolean isTrue(String type) {
        return conditions()
                .anyMatch(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private Stream<PodCondition> conditions() {
        return stream(status(pod).getConditions());
    }

    private Optional<ContainerStatus> server() {
        return stream(status(pod).getContainerStatuses())
                .filter(status -> CONTAINER.equals(status.getName()))
                .findFirst();
    }

    private Stream<ContainerStatus> containers() {
        return Stream.concat(stream(status(pod).getInitContainerStatuses()), server().stream());
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getTerminated());
    }

    private static PodStatus status(Pod pod) {
        return pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    /** As many of the last ones, and as much of each, as is kept. */
    static List<String> lines(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
}
