package dev.steward.zerotrust.port;

import dev.steward.events.SourcePrefix;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class FakeServiceAccountRepository implements ServiceAccountRepository {

    private final UserRepository users;
    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    private record Row(
            String name,
            @Nullable SourcePrefix eventSource,
            long renames,
            OpaqueSecret secret,
            @Nullable OpaqueSecret previous,
            @Nullable Instant previousUntil,
            long rotations) {

        boolean takes(OpaqueSecret typed, Instant now) {
            return typed.equals(secret)
                    || (typed.equals(previous) && previousUntil != null && previousUntil.isAfter(now));
        }

        PresentedSecret presented(String id, OpaqueSecret typed) {
            return typed.equals(secret)
                    ? new PresentedSecret(new SecretId(id, rotations), null)
                    : new PresentedSecret(new SecretId(id, rotations - 1), previousUntil);
        }

        boolean stands(long number, Instant now) {
            return number == rotations
                    || (number == rotations - 1 && previousUntil != null && previousUntil.isAfter(now));
        }
    }

    public FakeServiceAccountRepository(UserRepository users) {
        this.users = users;
    }

    @Override
    public Mono<Void> insert(ServiceAccount account, OpaqueSecret secret) {
        return Mono.fromRunnable(() -> rows.put(
                account.id(),
                new Row(account.name(), account.eventSource(), account.renames(), secret, null, null, 0)));
    }

    @Override
    public Mono<ServiceAccount> find(String id) {
        return Mono.fromSupplier(() -> rows.get(id)).flatMap(row -> users.find(id)
                .map(user ->
                        new ServiceAccount(user, row.name(), row.eventSource(), row.renames(), row.previousUntil())));
    }

    @Override
    public Mono<ServiceAccount> lock(String id) {
        return find(id);
    }

    @Override
    public Mono<List<ServiceAccount>> list(long offset, int limit) {
        return Flux.defer(() -> Flux.fromIterable(rows.keySet()))
                .flatMap(this::find)
                .sort(Comparator.comparing(ServiceAccount::id).reversed())
                .skip(offset)
                .take(limit)
                .collectList();
    }

    @Override
    public Mono<Long> count() {
        return Mono.fromSupplier(() -> (long) rows.size());
    }

    @Override
    public Mono<List<SourcePrefix>> lockEventSources(String exceptId) {
        return Mono.fromSupplier(() -> rows.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(exceptId))
                .map(entry -> entry.getValue().eventSource())
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public Mono<Void> describe(ServiceAccount changed) {
        return Mono.fromRunnable(() -> rows.computeIfPresent(
                changed.id(),
                (_, row) -> new Row(
                        changed.name(),
                        changed.eventSource(),
                        changed.renames(),
                        row.secret(),
                        row.previous(),
                        row.previousUntil(),
                        row.rotations())));
    }

    @Override
    public Mono<Long> rotate(String id, OpaqueSecret secret, Instant previousUntil) {
        return Mono.fromSupplier(() -> rows.computeIfPresent(
                        id,
                        (_, row) -> new Row(
                                row.name(),
                                row.eventSource(),
                                row.renames(),
                                secret,
                                row.secret(),
                                previousUntil,
                                row.rotations() + 1)))
                .map(Row::rotations);
    }

    @Override
    public Mono<Proven> authenticate(String id, OpaqueSecret secret, Instant now) {
        return Mono.fromSupplier(() -> rows.get(id))
                .filter(row -> row.takes(secret, now))
                .flatMap(row -> enabled(id).map(account -> new Proven(account, row.presented(id, secret))));
    }

    @Override
    public Mono<Boolean> stands(SecretId secret, Instant issuedAt, Instant now) {
        return Mono.fromSupplier(() -> rows.get(secret.credentialId()))
                .filter(row -> row.stands(secret.number(), now))
                .flatMap(_ -> enabled(secret.credentialId()))
                .map(ServiceAccount::user)
                .filter(user -> user.tokensCount(issuedAt))
                .hasElement();
    }

    private Mono<ServiceAccount> enabled(String id) {
        return find(id).filter(account -> !account.user().disabled());
    }

    @Override
    public Mono<Void> remove(String id) {
        return Mono.fromRunnable(() -> rows.remove(id));
    }
}
