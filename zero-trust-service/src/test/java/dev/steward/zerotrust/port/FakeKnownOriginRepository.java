package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.Place;
import dev.steward.zerotrust.domain.KnownPlace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeKnownOriginRepository implements KnownOriginRepository {

    private record Key(String userId, String name) {}

    private record Seen(Instant first, Instant last) {

        static Seen again(@Nullable Seen before, Instant now, Instant rememberedSince) {
            if (before == null || before.last.isBefore(rememberedSince)) {
                return new Seen(now, before == null || now.isAfter(before.last) ? now : before.last);
            }
            return new Seen(
                    now.isBefore(before.first) ? now : before.first, now.isAfter(before.last) ? now : before.last);
        }
    }

    private final Map<Key, Seen> networks = new ConcurrentHashMap<>();
    private final Map<Key, Seen> visits = new ConcurrentHashMap<>();
    private final Map<Key, Place> places = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> rememberNetwork(String userId, String network, Instant now, Instant rememberedSince) {
        return Mono.fromRunnable(() ->
                networks.compute(new Key(userId, network), (_, before) -> Seen.again(before, now, rememberedSince)));
    }

    @Override
    public Mono<Void> rememberPlace(String userId, Place place, Instant now, Instant rememberedSince) {
        return Mono.fromRunnable(() -> {
            var key = new Key(userId, place.name());
            places.put(key, place);
            visits.compute(key, (_, before) -> Seen.again(before, now, rememberedSince));
        });
    }

    @Override
    public Mono<Instant> networkSince(String userId, String network) {
        return Mono.fromSupplier(() -> networks.get(new Key(userId, network))).map(Seen::first);
    }

    @Override
    public Mono<List<KnownPlace>> places(String userId) {
        return Mono.fromSupplier(() -> visits.entrySet().stream()
                .filter(visit -> visit.getKey().userId().equals(userId))
                .map(visit -> new KnownPlace(
                        places.get(visit.getKey()),
                        visit.getValue().first(),
                        visit.getValue().last()))
                .sorted(Comparator.comparing(known -> known.place().name()))
                .toList());
    }

    @Override
    public Mono<Void> forgetBefore(Instant time) {
        return Mono.fromRunnable(() -> {
            networks.values().removeIf(seen -> seen.last().isBefore(time));
            visits.values().removeIf(seen -> seen.last().isBefore(time));
        });
    }
}
