package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.TmpfsOptions;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The container of an attempt: what it may do is nothing but to run, write its workspace and {@code /tmp}, and answer on
 * the one port that is published on loopback.
 *
 * @param image with a tag or a digest
 * @param config what the image says of its containers
 * @param folder of the host that is the workspace
 * @param owner of the workspace, as {@code uid:gid}; nothing in the container has other rights
 */
record ContainerPlan(
        Session session, Template template, String image, ContainerConfig config, String folder, String owner) {

    /** Where the workspace is found inside, if nobody asked for another place. */
    static final String WORKSPACE = "/workspace";

    private static final String TEMPORARY = "/tmp";
    /** Anybody writes there, as to {@code /tmp}: whom an image made it for is not who it runs as. */
    private static final int WRITABLE = 01777;

    static String workspaceOf(SessionSpec spec) {
        return spec.workspaceFolder() == null ? WORKSPACE : spec.workspaceFolder();
    }

    CreateContainerCmd on(DockerClient client, Names names, long cpuQuota, long processes) {
        String workspace = workspaceOf(session.identity().spec());
        SetupScript.Command command =
                SetupScript.of(template, session.identity().spec().setup(), config);
        CreateContainerCmd create = client.createContainerCmd(image)
                .withName(Names.container(session))
                .withLabels(names.ofAttempt(session))
                .withHostName("session")
                .withUser(owner)
                .withWorkingDir(workspace)
                .withEnv(environment(workspace))
                .withExposedPorts(page())
                .withHostConfig(host(workspace, cpuQuota, processes));
        if (!command.entrypoint().isEmpty()) {
            create.withEntrypoint(command.entrypoint());
        }
        if (!command.arguments().isEmpty()) {
            create.withCmd(command.arguments());
        }
        return create;
    }

    private HostConfig host(String workspace, long cpuQuota, long processes) {
        long memory = session.identity().spec().resources().memoryBytes();
        return HostConfig.newHostConfig()
                .withNetworkMode(Names.network(session.id()))
                .withPortBindings(new PortBinding(
                        Ports.Binding.bindIpAndPort(
                                "127.0.0.1", session.placement().port()),
                        page()))
                .withMounts(mounts(workspace, memory))
                // As much again as swap would let it go on, slowly, above its limit.
                .withMemory(memory)
                .withMemorySwap(memory)
                // Not as NanoCPUs, which the engine cannot change of a container that runs.
                .withCpuPeriod(CpuQuota.PERIOD)
                .withCpuQuota(cpuQuota)
                .withPidsLimit(processes)
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of(TEMPORARY, "rw,exec,nosuid,nodev,mode=1777,size=" + memory / 2))
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withCapDrop(Capability.ALL)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withInit(true)
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "5m", "max-file", "2")));
    }

    /**
     * For a volume of an image the engine would make a folder of its own, which nothing limits. In memory it is limited with
     * what else the session has there, and gone with its container.
     */
    private List<Mount> mounts(String workspace, long memory) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount().withType(MountType.BIND).withSource(folder).withTarget(workspace));
        Map<String, ?> declared = config.getVolumes() == null ? Map.of() : config.getVolumes();
        TreeSet<String> volumes = new TreeSet<>();
        declared.keySet().stream()
                .filter(volume -> volume.indexOf('\0') < 0)
                .forEach(volume -> volumes.add(Path.of("/", volume).normalize().toString()));
        volumes.removeAll(List.of(workspace, TEMPORARY));
        volumes.forEach(volume -> mounts.add(new Mount()
                .withType(MountType.TMPFS)
                .withTarget(volume)
                .withTmpfsOptions(new TmpfsOptions().withSizeBytes(memory / 2).withMode(WRITABLE))));
        return mounts;
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
