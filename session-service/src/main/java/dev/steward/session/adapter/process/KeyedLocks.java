package dev.steward.session.adapter.process;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each key, kept only as long as somebody holds it or waits for it. Blocks, so for virtual threads. */
final class KeyedLocks {

    private final Map<String, Held> locks = new ConcurrentHashMap<>();

    <T> T locked(String key, Callable<T> work) throws Exception {
        Held held = locks.compute(
                key,
                (_, found) -> found == null ? new Held(new ReentrantLock(), 1) : new Held(found.lock, found.users + 1));
        held.lock.lock();
        try {
            return work.call();
        } finally {
            held.lock.unlock();
            locks.computeIfPresent(key, (_, last) -> last.users == 1 ? null : new Held(last.lock, last.users - 1));
        }
    }

    boolean isEmpty() {
        return locks.isEmpty();
    }

    private record Held(ReentrantLock lock, int users) {}
}
