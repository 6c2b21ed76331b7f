package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files are while they are on their way into a workspace or out of it. Their names begin with what only this
 * instance is called and holds a lock on for as long as it lives, by which another one tells what nobody will move on.
 */
final class Staging implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

    private static final String SEPARATOR = "_";

    private final SessionHomes homes;
    private final String instance = UUID.randomUUID().toString();
    private @Nullable FileLock held;

    Staging(SessionHomes homes) {
        this.homes = homes;
    }

    /** A path of which nothing is there yet. */
    Path fresh(String sessionId) throws IOException {
        hold();
        return homes.folders().incoming(sessionId).resolve(instance + SEPARATOR + UUID.randomUUID());
    }

    /** Removes what instances left that are no more. Safe beside others that are at work. */
    void clean() throws IOException, InterruptedException {
        Map<String, Boolean> alive = new HashMap<>();
        for (String id : homes.found()) {
            List<Path> left = new ArrayList<>();
            for (Path path : SessionHomes.list(homes.folders().incoming(id))) {
                if (!isAlive(path.getFileName().toString().split(SEPARATOR, 2)[0], alive)) {
                    left.add(path);
                }
            }
            if (!left.isEmpty()) {
                LOG.info("removes {} uploads of session {} that broke off with their instance", left.size(), id);
                HostCommands.remove(left);
            }
        }
        for (Path path : SessionHomes.list(instances())) {
            if (!isAlive(path.getFileName().toString(), alive)) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** From then on what it staged counts as left. */
    @Override
    public synchronized void close() throws IOException {
        if (held != null) {
            Files.deleteIfExists(instances().resolve(instance));
            held.acquiredBy().close();
            if (SessionHomes.list(instances()).isEmpty()) {
                Files.deleteIfExists(instances());
            }
            held = null;
        }
    }

    private boolean isAlive(String name, Map<String, Boolean> known) throws IOException {
        // To open the own file and close it again would give up the lock on it.
        if (name.equals(instance)) {
            return true;
        }
        Boolean alive = known.get(name);
        if (alive == null) {
            alive = isLocked(instances().resolve(name));
            known.put(name, alive);
        }
        return alive;
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException _) {
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Under its name once it is locked, so that nobody takes it for one that is over. */
    private synchronized void hold() throws IOException {
        if (held != null) {
            return;
        }
        Files.createDirectories(instances());
        Path part = instances().resolve(instance + ".part");
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.lock();
            Files.move(part, instances().resolve(instance));
            held = lock;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private Path instances() {
        return homes.folders().root().resolveSibling("session-instances");
    }
}
