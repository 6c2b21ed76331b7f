package dev.steward.devstack.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one launcher of a state folder for as long as it lives, however it ends. */
public record SuiteLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    /** Waits for nothing but the end of a clean-up after the launcher before. */
    public static SuiteLock acquire(Layout layout) {
        return tryAcquire(layout)
                .or(() -> {
                    cleaning(layout).close();
                    return tryAcquire(layout);
                })
                .orElseThrow(() -> new SuiteException("The suite is running already (see ./steward status)."));
    }

    public static Optional<SuiteLock> tryAcquire(Layout layout) {
        try {
            var channel = open(layout, "lock");
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new SuiteLock(channel, lock));
        } catch (IOException e) {
            throw cannotLock(layout, e);
        }
    }

    /** Held, besides the first, by whoever cleans up after a launcher that was killed. */
    public static SuiteLock cleaning(Layout layout) {
        try {
            var channel = open(layout, "cleaning.lock");
            return new SuiteLock(channel, channel.lock());
        } catch (IOException e) {
            throw cannotLock(layout, e);
        }
    }

    private static FileChannel open(Layout layout, String name) throws IOException {
        return FileChannel.open(layout.state().resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static SuiteException cannotLock(Layout layout, IOException e) {
        return SuiteException.of("The state folder " + layout.state() + " cannot be locked", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SuiteException("A lock cannot be released: " + e.getMessage(), e);
        }
    }
}
