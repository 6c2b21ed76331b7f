package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The container of an attempt: what it may do is nothing but to run, write its workspace and {@code /tmp}, and answer on
 * the one port that is published on loopback.
 *
 * @param image with a tag or a digest
 * @param owner of the workspace, as {@code uid:gid}; nothing in the container has other rights
 * @param command what it runs there
 */
record ContainerPlan(
        Session session, Template template, String image, String folder, String owner, SetupScript.Command command) {

    /** Where the workspace is found inside, if nobody asked for another place. */
    static final String WORKSPACE = "/workspace";

    private static final long NANOS_PER_MILLI = 1_000_000L;

    static String workspaceOf(SessionSpec spec) {
        return spec.workspaceFolder() == null ? WORKSPACE : spec.workspaceFolder();
    }

    CreateContainerCmd on(DockerClient client, Names names, long processes) {
        String workspace = workspaceOf(session.identity().spec());
        CreateContainerCmd create = client.createContainerCmd(image)
                .withName(Names.container(session))
                .withLabels(names.ofAttempt(session))
                .withHostName("session")
                .withUser(owner)
                .withWorkingDir(workspace)
                .withEnv(environment(workspace))
                .withExposedPorts(page())
                .withHostConfig(host(workspace, processes));
        if (!command.entrypoint().isEmpty()) {
            create.withEntrypoint(command.entrypoint());
        }
        if (!command.arguments().isEmpty()) {
            create.withCmd(command.arguments());
        }
        return create;
    }

    private HostConfig host(String workspace, long processes) {
        long memory = session.identity().spec().resources().memoryBytes();
        long cpu = session.identity().spec().resources().cpuMillis() * NANOS_PER_MILLI;
        return HostConfig.newHostConfig()
                .withNetworkMode(Names.network(session.id()))
                .withPortBindings(new PortBinding(
                        Ports.Binding.bindIpAndPort(
                                "127.0.0.1", session.placement().port()),
                        page()))
                .withMounts(List.of(
                        new Mount().withType(MountType.BIND).withSource(folder).withTarget(workspace)))
                // As much again as swap would let it go on, slowly, above its limit.
                .withMemory(memory)
                .withMemorySwap(memory)
                .withNanoCPUs(cpu)
                .withPidsLimit(processes)
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,exec,nosuid,nodev,mode=1777,size=" + memory / 2))
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withCapDrop(Capability.ALL)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withInit(true)
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "5m", "max-file", "2")));
    }

    private List<String> environment(String workspace) {
        Map<String, String> environment =
                new TreeMap<>(session.identity().spec().env());
        environment.put("HOME", workspace);
        environment.put("PORT", String.valueOf(page().getPort()));
        environment.put("STEWARD_SESSION_ID", session.id());
        List<String> lines = new ArrayList<>();
        environment.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    private ExposedPort page() {
        return ExposedPort.tcp(template.pagePort(session.identity().spec()));
    }
}
