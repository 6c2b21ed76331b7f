package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.RevokedLoginSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

public class FakeRevokedSecretRepository implements RevokedSecretRepository {

    private static final int TOLD = 1;

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    private record Row(String id, String ownerId, Instant at, Instant tokensExpireAt, boolean told) {

        Row earliest(Row other) {
            return told
                    ? this
                    : new Row(
                            id,
                            ownerId,
                            at.isBefore(other.at) ? at : other.at,
                            tokensExpireAt.isAfter(other.tokensExpireAt) ? tokensExpireAt : other.tokensExpireAt,
                            false);
        }

        RevokedLoginSession revoked(long sequence) {
            return new RevokedLoginSession(id, ownerId, at, tokensExpireAt, sequence);
        }
    }

    @Override
    public Mono<Void> end(String secretId, String ownerId, Instant at, Instant tokensExpireAt) {
        return Mono.fromRunnable(
                () -> rows.merge(secretId, new Row(secretId, ownerId, at, tokensExpireAt, false), Row::earliest));
    }

    @Override
    public Mono<List<RevokedLoginSession>> takeEnded(Instant now, int limit) {
        return Mono.fromSupplier(() -> some(row -> !row.told() && !row.at().isAfter(now), limit).stream()
                .map(row -> new Row(row.id(), row.ownerId(), row.at(), row.tokensExpireAt(), true))
                .peek(row -> rows.put(row.id(), row))
                .map(row -> row.revoked(TOLD))
                .toList());
    }

    @Override
    public Mono<List<RevokedLoginSession>> lockToldAfter(String lastId, int limit) {
        return Mono.fromSupplier(() -> some(row -> row.told() && row.id().compareTo(lastId) > 0, limit).stream()
                .map(row -> row.revoked(TOLD))
                .toList());
    }

    @Override
    public Mono<List<RevokedLoginSession>> forget(Instant now, int limit) {
        return Mono.fromSupplier(
                () -> some(row -> row.told() && !row.tokensExpireAt().isAfter(now), limit).stream()
                        .peek(row -> rows.remove(row.id()))
                        .map(row -> row.revoked(TOLD + 1))
                        .toList());
    }

    private List<Row> some(Predicate<Row> wanted, int limit) {
        return rows.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Row::id))
                .limit(limit)
                .toList();
    }
}
