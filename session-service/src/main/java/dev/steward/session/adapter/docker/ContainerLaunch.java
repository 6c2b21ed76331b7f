package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and starts the container of an attempt, once. */
record ContainerLaunch(
        DockerEngine engine,
        Names names,
        Images images,
        SessionContainers containers,
        SessionNetworks networks,
        CpuQuota cpu,
        long processes) {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerLaunch.class);

    private static final String IMAGE_MISSING = "image-missing";
    private static final int LONGEST_DETAIL = 300;

    LaunchOutcome launch(Session session, Template template, Workspaces.Mount mount)
            throws IOException, InterruptedException {
        List<Container> before = containers.of(session.id());
        if (before.stream().anyMatch(container -> isOf(session, container))) {
            return new LaunchOutcome.Launched();
        }
        if (!LoopbackPage.isFree(session.placement().port())) {
            return new LaunchOutcome.PortTaken();
        }
        before.forEach(containers::remove);
        @Nullable String asked = session.identity().spec().image();
        @Nullable String named = asked == null ? template.image() : asked;
        if (named == null) {
            return new LaunchOutcome.Refused(IMAGE_MISSING, "No image is named.");
        }
        String image = Images.tagged(named);
        try {
            // A container needs its network only to start, and both take their time to be made.
            CompletableFuture<Void> network =
                    networks.make(session.id(), session.placement().slot());
            @Nullable String made;
            try {
                made = make(session, template, image, mount);
            } finally {
                // Whoever removes what came of this has to find all of it.
                SessionNetworks.over(network);
            }
            if (made == null) {
                return new LaunchOutcome.Launched();
            }
            network.get();
            return start(made);
        } catch (NotFoundException e) {
            return new LaunchOutcome.Refused(
                    IMAGE_MISSING, "The image " + image + " is not on this host and cannot be fetched.");
        } catch (DockerException e) {
            return failed(session, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DockerException refused) {
                return failed(session, refused);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private static LaunchOutcome failed(Session session, DockerException refused) {
        LOG.warn("cannot launch session {}", session.id(), refused);
        return new LaunchOutcome.Refused(LaunchOutcome.Refused.START_FAILED, detail(refused));
    }

    private static boolean isOf(Session session, Container container) {
        return SessionContainers.attemptOf(container) == session.attempts().count()
                && !"created".equals(container.getState());
    }

    /** The id of what was made; null when somebody else made it. */
    private @Nullable String make(Session session, Template template, String image, Workspaces.Mount mount)
            throws IOException, InterruptedException {
        try {
            return create(session, template, image, mount);
        } catch (NotFoundException e) {
            if (!images.fetch(image)) {
                throw e;
            }
            return create(session, template, image, mount);
        }
    }

    private @Nullable String create(Session session, Template template, String image, Workspaces.Mount mount)
            throws IOException {
        ContainerPlan plan = new ContainerPlan(
                session, template, image, images.config(image), mount.folder().toString(), owner(mount));
        try {
            return engine.ask(client -> plan.on(client, names, cpu.atStart(session), processes)
                            .exec())
                    .getId();
        } catch (ConflictException _) {
            return null;
        }
    }

    private LaunchOutcome start(String container) {
        try {
            engine.ask(client -> client.startContainerCmd(container).exec());
            return new LaunchOutcome.Launched();
        } catch (NotModifiedException _) {
            return new LaunchOutcome.Launched();
        } catch (DockerException e) {
            engine.ask(client -> client.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
            return refusal(e);
        }
    }

    private static LaunchOutcome refusal(DockerException refused) {
        String message = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("port is already allocated") || message.contains("address already in use")) {
            return new LaunchOutcome.PortTaken();
        }
        boolean commandMissing = message.contains("executable file not found")
                || (message.contains("exec")
                        && (message.contains("no such file or directory") || message.contains("permission denied")));
        return new LaunchOutcome.Refused(
                commandMissing ? Exit.COMMAND_MISSING : LaunchOutcome.Refused.START_FAILED, detail(refused));
    }

    private static String detail(DockerException refused) {
        String message = "The container engine refused: " + refused.getMessage();
        return message.substring(0, Math.min(message.length(), LONGEST_DETAIL));
    }

    private static String owner(Workspaces.Mount mount) throws IOException {
        Object user = Files.getAttribute(mount.folder(), "unix:uid");
        Object group = Files.getAttribute(mount.folder(), "unix:gid");
        return user + ":" + group;
    }
}
