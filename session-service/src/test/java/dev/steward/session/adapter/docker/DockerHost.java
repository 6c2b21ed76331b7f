package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** The Docker engine of this machine, for tests that are not run where none answers. */
public final class DockerHost implements AutoCloseable {

    public static final String IMAGE = "eclipse-temurin:25-jdk";

    private static final URI ADDRESS =
            URI.create(Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock"));

    private final DockerClient client;

    /** What belongs to one test only. */
    private final String owner = "test-" + UUID.randomUUID();

    private final List<String> built = new ArrayList<>();

    private DockerHost(DockerClient client) {
        this.client = client;
    }

    public static DockerHost required() {
        DockerClientConfig config = new DefaultDockerClientConfig.Builder()
                .withDockerHost(ADDRESS.toString())
                .withDockerTlsVerify(false)
                .build();
        DockerClient client = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
        Assumptions.assumeTrue(answers(client), "not run: no Docker engine answers at " + ADDRESS);
        Assumptions.assumeTrue(hasImage(client), "not run: the Docker engine has no image " + IMAGE);
        return new DockerHost(client);
    }

    public URI address() {
        return ADDRESS;
    }

    public String owner() {
        return owner;
    }

    public DockerClient client() {
        return client;
    }

    public List<Container> containers() {
        return client.listContainersCmd()
                .withShowAll(true)
                .withFilter("label", new Names(owner).owned())
                .exec();
    }

    /** Kills what runs of a session, with nobody being told. */
    public void kill(String sessionId) {
        containers().stream()
                .filter(container -> sessionId.equals(container.getLabels().get(Names.SESSION)))
                .filter(SessionContainers::runs)
                .forEach(container -> client.killContainerCmd(container.getId()).exec());
    }

    /** Another process in the container writes to where its first one does. */
    void print(String container, String line) throws InterruptedException {
        String exec = client.execCreateCmd(container)
                .withCmd("sh", "-c", "echo \"$1\" > /proc/1/fd/1", "sh", line)
                .withAttachStdout(true)
                .exec()
                .getId();
        client.execStartCmd(exec).exec(new ResultCallback.Adapter<Frame>()).awaitCompletion();
    }

    /** The names of all that is left of this test's sessions. */
    public List<String> leftovers() {
        List<String> names = new ArrayList<>();
        containers().forEach(container -> names.add(SessionContainers.nameOf(container)));
        client.listNetworksCmd()
                .withFilter("label", new Names(owner).owned())
                .exec()
                .forEach(network -> names.add(network.getName()));
        return names;
    }

    /** An image of this test only. */
    String build(Path context) {
        String image = client.buildImageCmd(context.toFile())
                .withTags(Set.of(owner + ":latest"))
                .start()
                .awaitImageId();
        built.add(image);
        return owner + ":latest";
    }

    /** The names of all volumes of the engine: those it makes by itself say of nobody whose they are. */
    List<String> volumes() {
        return Objects.requireNonNullElse(client.listVolumesCmd().exec().getVolumes(), List.<InspectVolumeResponse>of())
                .stream()
                .map(InspectVolumeResponse::getName)
                .toList();
    }

    @Override
    public void close() throws IOException {
        built.forEach(image -> client.removeImageCmd(image).withForce(true).exec());
        client.close();
    }

    private static boolean answers(DockerClient client) {
        try {
            client.pingCmd().exec();
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static boolean hasImage(DockerClient client) {
        try {
            client.inspectImageCmd(IMAGE).exec();
            return true;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
