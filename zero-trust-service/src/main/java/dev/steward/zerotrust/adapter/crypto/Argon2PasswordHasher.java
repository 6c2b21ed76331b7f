package dev.steward.zerotrust.adapter.crypto;

import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.port.PasswordHasher;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Mono;

/**
 * Argon2id on threads of its own: as many as there are cores, because hashing is nothing but CPU and memory, with a
 * bounded queue before them. Safe for concurrent use.
 */
public final class Argon2PasswordHasher implements PasswordHasher, AutoCloseable {

    // OWASP's second choice for Argon2id: 19 MiB, 2 passes, 1 lane.
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    private final Argon2PasswordEncoder encoder;
    private final String nobodysHash;
    private final ThreadPoolExecutor threads;

    public Argon2PasswordHasher(int threadCount, int queueLength) {
        this(threadCount, queueLength, new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES));
    }

    /** With other costs than a service has. */
    public Argon2PasswordHasher(int threadCount, int queueLength, Argon2PasswordEncoder encoder) {
        this.encoder = encoder;
        this.nobodysHash = encoder.encode("nobody has this password");
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queueLength),
                Thread.ofPlatform().name("password-", 0).daemon().factory());
    }

    @Override
    public Mono<String> hash(Password password) {
        return run(() -> encoder.encode(password.value()));
    }

    @Override
    public Mono<Boolean> matches(String typed, String hash) {
        return run(() -> encoder.matches(typed, hash));
    }

    @Override
    public Mono<Boolean> matchesNobody(String typed) {
        return run(() -> encoder.matches(typed, nobodysHash)).map(_ -> false);
    }

    private <T> Mono<T> run(Supplier<T> work) {
        return Mono.create(sink -> {
            var cancelled = new AtomicBoolean();
            sink.onDispose(() -> cancelled.set(true));
            try {
                threads.execute(() -> {
                    if (cancelled.get()) {
                        return; // the client has gone while this waited
                    }
                    try {
                        sink.success(work.get());
                    } catch (RuntimeException e) {
                        sink.error(e);
                    }
                });
            } catch (RejectedExecutionException _) {
                sink.success();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
