package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.KeySet;
import dev.steward.zerotrust.domain.KeyStanding;
import dev.steward.zerotrust.domain.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeSigningKeyRepository implements SigningKeyRepository {

    private record Row(
            SigningKey key,
            String state,
            Instant created,
            @Nullable Instant activate,
            Instant since,
            @Nullable Instant withdraw) {}

    private final List<Row> rows = new ArrayList<>();

    @Override
    public Mono<KeySet> keySet() {
        return Mono.defer(() -> Mono.justOrEmpty(in("active"))
                .map(active -> new KeySet(
                        active.key(),
                        newestFirst().stream()
                                .map(Row::key)
                                .filter(key -> !key.equals(active.key()))
                                .toList())));
    }

    @Override
    public Mono<List<KeyStanding>> standings() {
        return Mono.fromSupplier(() -> newestFirst().stream()
                .map(row ->
                        new KeyStanding(row.key().keyId(), row.state(), row.created(), row.activate(), row.withdraw()))
                .toList());
    }

    @Override
    public Mono<Boolean> insertFirst(SigningKey key, Instant now) {
        return Mono.fromSupplier(
                () -> in("active").isEmpty() && rows.add(new Row(key, "active", now, null, now, null)));
    }

    @Override
    public Mono<Boolean> insertNext(SigningKey key, Instant now, Instant activateAt) {
        return Mono.fromSupplier(
                () -> in("next").isEmpty() && rows.add(new Row(key, "next", now, activateAt, now, null)));
    }

    @Override
    public Mono<Boolean> activateNext(Instant now, Instant withdrawAt) {
        return Mono.fromSupplier(() -> {
            Optional<Row> next = in("next").filter(row -> !row.activate().isAfter(now));
            next.ifPresent(row -> {
                rows.replaceAll(old -> old.state().equals("active")
                        ? new Row(old.key(), "retired", old.created(), old.activate(), old.since(), withdrawAt)
                        : old);
                rows.replaceAll(old ->
                        old.equals(row) ? new Row(old.key(), "active", old.created(), old.activate(), now, null) : old);
            });
            return next.isPresent();
        });
    }

    @Override
    public Mono<Boolean> withdraw(Instant now) {
        return Mono.fromSupplier(() -> rows.removeIf(
                row -> row.state().equals("retired") && !row.withdraw().isAfter(now)));
    }

    @Override
    public Mono<Boolean> activeSinceBefore(Instant time) {
        return Mono.fromSupplier(() -> in("next").isEmpty()
                && in("active").filter(row -> row.since().isBefore(time)).isPresent());
    }

    private Optional<Row> in(String state) {
        return rows.stream().filter(row -> row.state().equals(state)).findFirst();
    }

    private List<Row> newestFirst() {
        return rows.stream()
                .sorted(Comparator.comparing(Row::created).reversed())
                .toList();
    }
}
