package dev.steward.zerotrust.port;

import dev.steward.kit.policy.score.History;
import dev.steward.kit.policy.score.TrustScoreSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeTrustHistoryRepository implements TrustHistoryRepository {

    private final Map<String, History> histories = new ConcurrentHashMap<>();
    private final Set<String> lost = new TreeSet<>();

    @Override
    public Mono<Void> take(String account, double points, TrustScoreSettings.User settings, Instant now) {
        return Mono.fromRunnable(() -> {
            histories.merge(
                    account,
                    History.clean(now).less(points, now, settings),
                    (old, _) -> old.less(points, now, settings));
            lost.add(account);
        });
    }

    /** Null when it is clean. */
    public @Nullable History of(String account) {
        return histories.get(account);
    }

    @Override
    public Mono<List<String>> notice(int limit) {
        return Mono.fromSupplier(() -> {
            List<String> some = lost.stream().limit(limit).toList();
            some.forEach(lost::remove);
            return some;
        });
    }

    @Override
    public Mono<Void> forgetWhole(TrustScoreSettings.User settings, Instant now) {
        return Mono.fromRunnable(() -> histories
                .entrySet()
                .removeIf(
                        each -> !lost.contains(each.getKey()) && each.getValue().at(now, settings) >= 100));
    }
}
