package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The containers of sessions, those that ended among them: they tell how, until the next attempt is launched. */
record SessionContainers(DockerEngine engine, Names names, ContainerUsage usage, Duration grace) {

    List<Container> all() {
        return engine.ask(client -> client.listContainersCmd()
                .withShowAll(true)
                .withFilter("label", names.owned())
                .exec());
    }

    List<Container> of(String id) {
        return engine.ask(client -> client.listContainersCmd()
                .withShowAll(true)
                .withFilter("label", names.owned(id))
                .exec());
    }

    static String nameOf(Container container) {
        String[] found = container.getNames();
        return found == null || found.length == 0 ? container.getId() : found[0].substring(1);
    }

    static boolean runs(Container container) {
        return "running".equals(container.getState());
    }

    static int attemptOf(Container container) {
        Map<String, String> labels = container.getLabels();
        return Integer.parseInt(labels.getOrDefault(Names.ATTEMPT, "0"));
    }

    /** Ends what runs, and removes what was made and never started, which would keep the next launch from its name. */
    void end(String id) throws InterruptedException {
        for (Container container : of(id)) {
            if ("created".equals(container.getState())) {
                remove(container);
            } else if (!List.of("exited", "dead").contains(container.getState())) {
                stop(container);
            }
        }
    }

    void remove(String id) {
        of(id).forEach(this::remove);
    }

    /** Safe to repeat, and while somebody else does it. */
    void remove(Container container) {
        try {
            engine.ask(client -> client.removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (NotFoundException _) {
            // Gone already.
        } catch (ConflictException e) {
            if (!String.valueOf(e.getMessage()).contains("already in progress")) {
                throw e;
            }
        }
        usage.forget(Names.unasked(nameOf(container)));
    }

    /** Its new name says that it was asked, whatever it ends with and whoever looks then. */
    private void stop(Container container) throws InterruptedException {
        String name = nameOf(container);
        try {
            if (!Names.isAsked(name)) {
                usage.measure(name, attemptOf(container), Instant.EPOCH);
                engine.ask(client -> client.renameContainerCmd(container.getId())
                        .withName(Names.asked(name))
                        .exec());
            }
            engine.ask(client -> client.stopContainerCmd(container.getId())
                    .withTimeout(Math.toIntExact(grace.toSeconds()))
                    .exec());
        } catch (NotFoundException | NotModifiedException _) {
            // Gone, or ended by itself meanwhile.
        }
    }
}
