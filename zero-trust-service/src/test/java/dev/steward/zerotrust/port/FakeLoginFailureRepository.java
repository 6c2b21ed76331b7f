package dev.steward.zerotrust.port;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeLoginFailureRepository implements LoginFailureRepository {

    private record Key(String account, String address) {}

    private record Failures(
            int inARow,
            Instant last,
            Instant blockedUntil,
            @Nullable Instant toldUntil) {}

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
    public Mono<Boolean> tell(String account, String address, Instant until) {
        return Mono.fromSupplier(() -> {
            Key key = new Key(account, address);
            Failures known = failures.get(key);
            return known != null
                    && known.blockedUntil().equals(until)
                    && !until.equals(known.toldUntil())
                    && failures.replace(key, known, new Failures(known.inARow(), known.last(), until, until));
        });
    }

    @Override
    public Mono<Integer> fail(String account, String address, Instant now, Instant rememberedSince) {
        return Mono.fromSupplier(() -> failures.merge(
                        new Key(account, address),
                        new Failures(1, now, now, null),
                        (old, first) -> old.last().isBefore(rememberedSince)
                                ? new Failures(1, now, old.blockedUntil(), old.toldUntil())
                                : new Failures(old.inARow() + 1, now, old.blockedUntil(), old.toldUntil())))
                .map(Failures::inARow);
    }

    @Override
    public Mono<Void> block(String account, String address, Instant until) {
        return Mono.fromRunnable(() -> failures.computeIfPresent(
                new Key(account, address), (_, old) -> new Failures(old.inARow(), old.last(), until, old.toldUntil())));
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
