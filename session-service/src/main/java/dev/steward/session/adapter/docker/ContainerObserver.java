package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.port.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from the engine what became of an attempt. */
record ContainerObserver(DockerEngine engine, ContainerWatch watch, ContainerLog log, ContainerUsage usage) {

    /** What a shell, and the init of a container, adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private static final int KILL = 9;
    private static final List<Integer> COMMAND_MISSING = List.of(126, 127);

    /** An engine that starts takes note of what ended without it within that time. */
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(15);

    /** A container as it is called now, and its state. */
    private record Inspected(String name, ContainerState state) {}

    Observation observe(Session session) {
        String name = Names.container(session);
        Optional<Instant> since = watch.aliveSince(name);
        if (since.isPresent()) {
            return new Observation.Alive(since.get());
        }
        long mark = watch.mark();
        Inspected found = inspect(name).or(() -> inspect(Names.asked(name))).orElse(null);
        // One that was made and never started is for the next launch: whoever made it was killed in between.
        if (found == null || "created".equals(found.state().getStatus())) {
            return new Observation.Absent();
        }
        Instant startedAt = Instant.parse(String.valueOf(found.state().getStartedAt()));
        if (Boolean.TRUE.equals(found.state().getRunning())) {
            watch.seenAlive(name, startedAt, mark);
            return new Observation.Alive(startedAt);
        }
        return ended(session, found, startedAt);
    }

    private Observation ended(Session session, Inspected found, Instant startedAt) {
        Instant at = Instant.parse(String.valueOf(found.state().getFinishedAt()));
        Exit exit = exit(found.state(), log.lastLines(found.name()), at);
        boolean withHost = Names.isAsked(found.name()) || endedWithEngine(startedAt, at);
        return new Observation.Ended(
                exit,
                usage.afterEnd(Names.container(session), session.attempts().count(), startedAt, at),
                withHost);
    }

    private static Exit exit(ContainerState state, List<String> lastLines, Instant at) {
        int status =
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue();
        boolean signalled = status > SIGNALLED && status < 255;
        Integer signal = signalled ? Integer.valueOf(status - SIGNALLED) : null;
        String reason = null;
        if (Boolean.TRUE.equals(state.getOOMKilled()) && status != 0) {
            reason = Exit.OUT_OF_MEMORY;
            signal = signalled ? signal : Integer.valueOf(KILL);
        } else if (COMMAND_MISSING.contains(status)) {
            reason = Exit.COMMAND_MISSING;
        }
        return new Exit(signal == null ? Integer.valueOf(status) : null, signal, reason, lastLines, at);
    }

    /** It ran before the engine was started and was not there any more when it was. */
    private boolean endedWithEngine(Instant startedAt, Instant at) {
        @Nullable Instant engineStart = engineStart();
        return engineStart != null
                && startedAt.isBefore(engineStart)
                && at.isBefore(engineStart.plus(RECOVERED_WITHIN));
    }

    /** The default bridge is made anew with every start of the engine; null where there is none. */
    private @Nullable Instant engineStart() {
        return engine
                .ask(client -> client.listNetworksCmd()
                        .withNameFilter("bridge")
                        .withFilter("type", List.of("builtin"))
                        .exec())
                .stream()
                .filter(network -> "bridge".equals(network.getName()))
                .map(Network::getCreated)
                .map(Date::toInstant)
                .findFirst()
                .orElse(null);
    }

    private Optional<Inspected> inspect(String name) {
        try {
            return Optional.of(new Inspected(
                    name,
                    engine.ask(client -> client.inspectContainerCmd(name).exec())
                            .getState()));
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }
}
