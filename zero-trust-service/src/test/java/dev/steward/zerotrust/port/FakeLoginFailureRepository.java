package dev.steward.zerotrust.port;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeLoginFailureRepository implements LoginFailureRepository {

    private record Key(String account, String address) {}

    private record Failures(int inARow, Instant last, Instant blockedUntil) {}

    private final Map<Key, Failures> failures = new ConcurrentHashMap<>();
    private final Map<Key, Integer> logins = new ConcurrentHashMap<>();

    @Override
    public Mono<Integer> countLogin(String address, Instant now) {
        String minute = now.truncatedTo(ChronoUnit.MINUTES).toString();
        return Mono.fromSupplier(() -> logins.merge(new Key(minute, address), 1, Integer::sum));
    }

    @Override
    public Mono<Instant> blockedUntil(String account, String address, Instant now) {
        return Mono.fromSupplier(() -> failures.get(new Key(account, address)))
                .map(Failures::blockedUntil)
                .filter(until -> until.isAfter(now));
    }

    @Override
    public Mono<Integer> fail(String account, String address, Instant now, Instant rememberedSince) {
        return Mono.fromSupplier(() -> failures.merge(
                        new Key(account, address),
                        new Failures(1, now, now),
                        (old, first) -> old.last().isBefore(rememberedSince)
                                ? new Failures(1, now, old.blockedUntil())
                                : new Failures(old.inARow() + 1, now, old.blockedUntil())))
                .map(Failures::inARow);
    }

    @Override
    public Mono<Void> block(String account, String address, Instant until) {
        return Mono.fromRunnable(() -> failures.computeIfPresent(
                new Key(account, address), (_, old) -> new Failures(old.inARow(), old.last(), until)));
    }

    @Override
    public Mono<Boolean> clear(String account, String address, Instant now) {
        return Mono.fromSupplier(() -> failures.computeIfPresent(
                        new Key(account, address),
                        (_, old) -> old.blockedUntil().isAfter(now) ? old : null)
                == null);
    }

    @Override
    public Mono<Void> forgetBefore(Instant time) {
        return Mono.fromRunnable(() -> {
            failures.values()
                    .removeIf(old ->
                            old.blockedUntil().isBefore(time) && old.last().isBefore(time));
            logins.keySet().removeIf(key -> Instant.parse(key.account()).isBefore(time));
        });
    }
}
