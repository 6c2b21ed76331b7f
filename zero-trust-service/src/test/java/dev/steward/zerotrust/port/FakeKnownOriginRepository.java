package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.KnownNetwork;
import dev.steward.kit.policy.score.KnownPlace;
import dev.steward.kit.policy.score.Place;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
    public Mono<Boolean> rememberNetwork(String userId, String network, Instant now, Instant rememberedSince) {
        return Mono.fromSupplier(() -> networks.compute(
                        new Key(userId, network), (_, before) -> Seen.again(before, now, rememberedSince))
                .first()
                .equals(now));
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
    public Mono<List<String>> forgetBefore(Instant time, int limit) {
        return Mono.fromSupplier(() -> Stream.of(networks, visits)
                .flatMap(seen -> seen.entrySet().stream()
                        .filter(each -> each.getValue().last().isBefore(time))
                        .limit(limit)
                        .toList()
                        .stream()
                        .map(Map.Entry::getKey)
                        .peek(seen::remove))
                .map(Key::userId)
                .distinct()
                .toList());
    }

    List<KnownNetwork> networks(String userId) {
        return of(networks, userId)
                .map(seen ->
                        new KnownNetwork(seen.getKey().name(), seen.getValue().first()))
                .toList();
    }

    List<KnownPlace> places(String userId) {
        return of(visits, userId)
                .map(visit -> new KnownPlace(
                        places.get(visit.getKey()),
                        visit.getValue().first(),
                        visit.getValue().last()))
                .toList();
    }

    /** Forgets all but those seen last. */
    void keep(String userId, int mostNetworks, int mostPlaces) {
        keep(networks, userId, mostNetworks);
        keep(visits, userId, mostPlaces);
    }

    private static void keep(Map<Key, Seen> all, String userId, int most) {
        of(all, userId)
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(Seen::last).reversed()))
                .skip(most)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(all::remove);
    }

    private static Stream<Map.Entry<Key, Seen>> of(Map<Key, Seen> all, String userId) {
        return all.entrySet().stream()
                .filter(seen -> seen.getKey().userId().equals(userId))
                .sorted(Map.Entry.<Key, Seen>comparingByValue(Comparator.comparing(Seen::last))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Key::name)))
                        .reversed());
    }
}
