package dev.steward.session.adapter.process;

import dev.steward.session.domain.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Control groups of the kernel, one for each session and controller, where this service may make them: version 2, or the
 * separate trees of version 1. The kernel then holds sessions to their limits without anybody watching.
 */
final class ControlGroups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);

    private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");
    /** What the folders of a folder may limit, in version 2. */
    private static final String CHILDREN = "cgroup.subtree_control";

    private static final int PERIOD_MICROS = 100_000;
    private static final int LEAST_QUOTA = 1_000;

    /** A folder whose folders are the groups of sessions, for one controller or, in version 2, for several. */
    private record Tree(Path parent, List<String> controllers, boolean unified) {}

    private final List<Tree> trees;
    private final int mostProcesses;

    private ControlGroups(List<Tree> trees, int mostProcesses) {
        this.trees = trees;
        this.mostProcesses = mostProcesses;
    }

    /**
     * Tries what this host allows; without anything it has no groups and limits nothing.
     *
     * @param root where control groups are mounted
     * @param name of the folder that holds the groups of one data folder
     */
    static ControlGroups on(Path root, String name, int mostProcesses) {
        return on(root, name, mostProcesses, ownGroups());
    }

    /** @param own the groups of this service, by controller */
    static ControlGroups on(Path root, String name, int mostProcesses, Map<String, Path> own) {
        List<Tree> trees = new ArrayList<>();
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            // A group with processes can have none below that are limited, so beside the service's own.
            Path group = root.resolve(own.getOrDefault("", Path.of("")));
            Path base = group.equals(root) ? root : Objects.requireNonNullElse(group.getParent(), root);
            trees.add(new Tree(base.resolve(name), CONTROLLERS, true));
        } else {
            for (String controller : CONTROLLERS) {
                Path base = root.resolve(controller).resolve(own.getOrDefault(controller, Path.of("")));
                trees.add(new Tree(base.resolve(name), List.of(controller), false));
            }
        }
        return new ControlGroups(trees.stream().filter(ControlGroups::canBeMade).toList(), mostProcesses);
    }

    /** Whether the kernel holds sessions to their limits of it: {@code memory}, {@code cpu} or {@code pids}. */
    boolean limit(String controller) {
        return trees.stream().anyMatch(tree -> tree.controllers().contains(controller));
    }

    /** New groups with these limits, for the session's processes to join. */
    List<Path> make(String id, Resources resources) throws IOException {
        List<Path> groups = new ArrayList<>();
        for (Tree tree : trees) {
            Path group = tree.parent().resolve(id);
            prepare(tree);
            create(group);
            Map<String, String> values = tree.unified() ? unified(resources) : separate(resources);
            for (Map.Entry<String, String> value : values.entrySet()) {
                Path file = group.resolve(value.getKey());
                if (Files.exists(file)) {
                    Files.writeString(file, value.getValue());
                }
            }
            groups.add(group);
        }
        return groups;
    }

    /** Where the kernel counts what it ended of a session for lack of memory. */
    List<Path> counts(String id) {
        return trees.stream()
                .filter(tree -> tree.controllers().contains("memory"))
                .map(tree -> tree.parent().resolve(id).resolve(tree.unified() ? "memory.events" : "memory.oom_control"))
                .filter(Files::exists)
                .toList();
    }

    /** False while a process is left in one of them. Safe to repeat. */
    boolean remove(String id) {
        boolean removed = true;
        for (Tree tree : trees) {
            try {
                Files.deleteIfExists(tree.parent().resolve(UUID.fromString(id).toString()));
            } catch (IOException _) {
                removed = false;
            }
        }
        return removed;
    }

    /** The sessions that have one. */
    Set<String> found() {
        Set<String> found = new TreeSet<>();
        for (Tree tree : trees) {
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(tree.parent(), Files::isDirectory)) {
                groups.forEach(group -> found.add(group.getFileName().toString()));
            } catch (NoSuchFileException _) {
                // Made with the first session.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** Leaves nothing where no session has any; whoever makes the next group makes it again. */
    @Override
    public void close() {
        for (Tree tree : trees) {
            try {
                Files.deleteIfExists(tree.parent());
            } catch (IOException e) {
                LOG.debug("keeps {}", tree.parent(), e);
            }
        }
    }

    private Map<String, String> unified(Resources resources) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("memory.max", String.valueOf(resources.memoryBytes()));
        values.put("memory.swap.max", "0");
        values.put("memory.oom.group", "1");
        values.put("cpu.max", quota(resources) + " " + PERIOD_MICROS);
        values.put("pids.max", String.valueOf(mostProcesses));
        return values;
    }

    private Map<String, String> separate(Resources resources) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("memory.limit_in_bytes", String.valueOf(resources.memoryBytes()));
        values.put("cpu.cfs_period_us", String.valueOf(PERIOD_MICROS));
        values.put("cpu.cfs_quota_us", String.valueOf(quota(resources)));
        values.put("pids.max", String.valueOf(mostProcesses));
        return values;
    }

    /** The kernel takes no less than a millisecond in each period. */
    private static long quota(Resources resources) {
        return Math.max(LEAST_QUOTA, resources.cpuMillis() * PERIOD_MICROS / 1_000);
    }

    private static boolean canBeMade(Tree tree) {
        try {
            prepare(tree);
            return Files.isWritable(tree.parent());
        } catch (IOException e) {
            LOG.debug("sessions have no control groups in {}", tree.parent(), e);
            return false;
        }
    }

    private static void prepare(Tree tree) throws IOException {
        String all = "+" + String.join(" +", CONTROLLERS);
        if (tree.unified()) {
            Files.writeString(tree.parent().resolveSibling(CHILDREN), all);
        }
        create(tree.parent());
        if (tree.unified()) {
            Files.writeString(tree.parent().resolve(CHILDREN), all);
        }
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException _) {
            // Left by a service that was killed: its limits are set again.
        }
    }

    /** By controller, that of version 2 under the empty name. */
    private static Map<String, Path> ownGroups() {
        Map<String, Path> groups = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                String[] fields = line.split(":", 3);
                Path path = Path.of("/").relativize(Path.of(fields[2]));
                for (String controller : fields[1].split(",", -1)) {
                    groups.put(controller, path);
                }
            }
        } catch (NoSuchFileException _) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return groups;
    }
}
