package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerPlanTest {

    private final Template template =
            new Templates(Map.of()).named(Templates.STATIC).orElseThrow();
    private final Session session = Given.starting();
    private final DockerClient client = DockerClientImpl.getInstance(
            DefaultDockerClientConfig.createDefaultConfigBuilder().build(),
            new ZerodepDockerHttpClient.Builder()
                    .dockerHost(URI.create("unix:///nowhere/docker.sock"))
                    .build());

    @AfterEach
    void close() throws Exception {
        client.close();
    }

    @Test
    void ofTheHostOnlyTheWorkspaceIsThere() {
        assertThat(mounts()).singleElement().satisfies(mount -> {
            assertThat(mount.getType()).isEqualTo(MountType.BIND);
            assertThat(mount.getSource()).isEqualTo("/data/workspace");
            assertThat(mount.getTarget()).isEqualTo("/workspace");
        });
    }

    @Test
    void volumesOfAnImageAreInMemoryWhateverItCallsThem() {
        List<Mount> volumes = mounts("/var/lib/db/", "data", "/srv/../opt//x", "/opt/x").stream()
                .skip(1)
                .toList();

        assertThat(volumes).extracting(Mount::getTarget).containsExactly("/data", "/opt/x", "/var/lib/db");
        assertThat(volumes).allSatisfy(volume -> {
            assertThat(volume.getType()).isEqualTo(MountType.TMPFS);
            assertThat(volume.getTmpfsOptions().getSizeBytes()).isEqualTo(256L << 20);
            assertThat(volume.getTmpfsOptions().getMode()).isEqualTo(01777);
        });
    }

    @Test
    void whereSomethingIsAlreadyNoVolumeIs() {
        assertThat(mounts("/workspace/", "/tmp", "/no\0name"))
                .extracting(Mount::getTarget)
                .containsExactly("/workspace");
    }

    private List<Mount> mounts(String... volumes) {
        ContainerConfig config = new ContainerConfig()
                .withVolumes(Arrays.stream(volumes).collect(Collectors.toMap(volume -> volume, _ -> Map.of())));
        return new ContainerPlan(session, template, "image:1", config, "/data/workspace", "1000:1000")
                .on(client, new Names("test"), 100_000, 512)
                .getHostConfig()
                .getMounts();
    }
}
