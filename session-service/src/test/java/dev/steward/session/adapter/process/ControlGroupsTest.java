package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files as the kernel has them; what it does with them is seen on a host that has it. */
class ControlGroupsTest {

    private static final String ID = "018f3a2b-0000-7000-8000-000000000001";
    private static final Resources HALF = new Resources(500, 64 << 20, 1);

    @TempDir
    private Path root;

    @Test
    void versionTwoHasOneGroupBesideTheOneOfTheService() throws IOException {
        Path slice = Files.createDirectories(root.resolve("suite.slice"));
        Files.createDirectory(slice.resolve("session.service"));
        Files.createFile(root.resolve("cgroup.controllers"));
        ControlGroups groups =
                ControlGroups.on(root, "steward", 100, Map.of("", Path.of("suite.slice/session.service")));

        assertThat(groups.limit("memory")).isTrue();
        Path group = slice.resolve("steward").resolve(ID);
        kernelMakes(group, List.of("memory.max", "memory.oom.group", "cpu.max", "pids.max"));

        assertThat(groups.make(ID, HALF)).containsExactly(group);

        assertThat(slice.resolve("cgroup.subtree_control")).hasContent("+memory +cpu +pids");
        assertThat(slice.resolve("steward/cgroup.subtree_control")).hasContent("+memory +cpu +pids");
        assertThat(group.resolve("memory.max")).hasContent("67108864");
        assertThat(group.resolve("memory.oom.group")).hasContent("1");
        assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
        assertThat(group.resolve("pids.max")).hasContent("100");
        assertThat(group.resolve("memory.swap.max")).doesNotExist();
        assertThat(groups.found()).containsExactly(ID);
    }

    @Test
    void versionOneHasAGroupForEachController() throws IOException {
        Files.createDirectories(root.resolve("memory/suite"));
        Files.createDirectories(root.resolve("cpu"));
        ControlGroups groups = ControlGroups.on(root, "steward", 100, Map.of("memory", Path.of("suite")));
        Path memory = root.resolve("memory/suite/steward").resolve(ID);
        Path cpu = root.resolve("cpu/steward").resolve(ID);
        kernelMakes(memory, List.of("memory.limit_in_bytes"));
        kernelMakes(cpu, List.of("cpu.cfs_quota_us"));

        assertThat(groups.make(ID, HALF)).containsExactly(memory, cpu);

        assertThat(groups.limit("pids")).isFalse();
        assertThat(groups.counts(ID)).isEmpty();
        Files.createFile(memory.resolve("memory.oom_control"));
        assertThat(groups.counts(ID)).containsExactly(memory.resolve("memory.oom_control"));
        assertThat(memory.resolve("memory.limit_in_bytes")).hasContent("67108864");
        assertThat(cpu.resolve("cpu.cfs_quota_us")).hasContent("50000");
    }

    @Test
    void aHostWithoutThemLimitsNothing() throws IOException {
        ControlGroups none = ControlGroups.on(root.resolve("nowhere"), "steward", 100, Map.of());

        assertThat(none.limit("memory")).isFalse();
        assertThat(none.make(ID, HALF)).isEmpty();
        assertThat(none.found()).isEmpty();
        assertThat(none.remove(ID)).isTrue();
        assertThat(none.counts(ID)).isEmpty();
    }

    @Test
    void aGroupThatStillHasProcessesIsNotRemovedYet() throws IOException {
        Files.createDirectories(root.resolve("memory"));
        ControlGroups groups = ControlGroups.on(root, "steward", 100, Map.of());
        Path group = groups.make(ID, HALF).getFirst();
        Path held = Files.createFile(group.resolve("held"));

        assertThat(groups.remove(ID)).isFalse();
        Files.delete(held);
        assertThat(groups.remove(ID)).isTrue();
        assertThat(groups.remove(ID)).isTrue();

        groups.close();
        assertThat(root.resolve("memory/steward")).doesNotExist();
    }

    private static void kernelMakes(Path group, List<String> files) throws IOException {
        Files.createDirectories(group);
        for (String file : files) {
            Files.createFile(group.resolve(file));
        }
    }
}
