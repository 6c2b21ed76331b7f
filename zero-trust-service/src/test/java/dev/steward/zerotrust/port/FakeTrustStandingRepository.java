package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.TrustStanding;
import dev.steward.zerotrust.domain.Username;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class FakeTrustStandingRepository implements TrustStandingRepository {

    private final UserRepository users;
    private final Map<String, TrustStanding> standings = new ConcurrentHashMap<>();

    public FakeTrustStandingRepository(UserRepository users) {
        this.users = users;
    }

    @Override
    public Mono<Void> look(String userId, Instant at) {
        return Mono.fromRunnable(
                () -> standings.merge(userId, new TrustStanding(userId, null, 0, at), (known, _) -> dueBy(known, at)));
    }

    @Override
    public Mono<Void> lookAtAccounts(List<String> accounts, Instant at) {
        return Flux.fromIterable(accounts)
                .flatMap(account -> Mono.justOrEmpty(Username.parse(account)))
                .flatMap(users::credential)
                .doOnNext(found -> standings.computeIfPresent(found.user().id(), (_, known) -> dueBy(known, at)))
                .then();
    }

    @Override
    public Mono<TrustStanding> lockNext(Instant now) {
        return Mono.defer(() -> Mono.justOrEmpty(standings.values().stream()
                .filter(known ->
                        known.evaluateAt() != null && !known.evaluateAt().isAfter(now))
                .min(Comparator.comparing(TrustStanding::evaluateAt))));
    }

    @Override
    public Mono<Boolean> update(TrustStanding before, TrustStanding after) {
        return Mono.fromSupplier(() -> {
            TrustStanding known = standings.get(after.userId());
            if (known == null || known.eventSequence() != before.eventSequence()) {
                return false;
            }
            standings.put(after.userId(), after);
            return true;
        });
    }

    private static TrustStanding dueBy(TrustStanding known, Instant at) {
        Instant due = known.evaluateAt();
        return new TrustStanding(
                known.userId(), known.level(), known.eventSequence(), due == null || at.isBefore(due) ? at : due);
    }
}
