package dev.steward.devstack.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/** Held by the one launcher of a state folder for as long as it lives, however it ends. */
public record SuiteLock(FileChannel channel, FileLock lock) implements AutoCloseable {

    public static SuiteLock acquire(Layout layout) {
        try {
            var channel = FileChannel.open(
                    layout.state().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new SuiteException("The suite is running already (see ./steward status).");
            }
            return new SuiteLock(channel, lock);
        } catch (IOException e) {
            throw new SuiteException("The state folder " + layout.state() + " cannot be locked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
