package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RevealedSecret;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class FakeSecretRepository implements SecretRepository {

    private final ProjectRepository projects;
    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    private record Row(
            Secret secret,
            SecretValue value,
            @Nullable SecretValue previous,
            @Nullable Instant destroyAt) {

        @Nullable
        SecretValue value(int version, Instant now) {
            if (version == secret.version()) {
                return value;
            }
            Instant until = secret.previousUntil();
            return version == secret.version() - 1 && until != null && until.isAfter(now) ? previous : null;
        }

        Row withoutPrevious() {
            return new Row(
                    new Secret(
                            secret.id(),
                            secret.projectId(),
                            secret.name(),
                            secret.version(),
                            secret.createdAt(),
                            secret.changedAt(),
                            null),
                    value,
                    null,
                    destroyAt);
        }
    }

    public FakeSecretRepository(ProjectRepository projects) {
        this.projects = projects;
    }

    @Override
    public Mono<Boolean> insert(Secret secret, SecretValue value) {
        return Mono.fromSupplier(() -> {
            if (of(secret.projectId(), secret.name()).findAny().isPresent()) {
                return false;
            }
            rows.put(secret.id(), new Row(secret, value, null, null));
            return true;
        });
    }

    @Override
    public Mono<Secret> find(String id) {
        return Mono.fromSupplier(() -> rows.get(id)).map(Row::secret);
    }

    @Override
    public Mono<List<Secret>> list(ProjectId projectId, @Nullable String name, long offset, int limit) {
        return Mono.fromSupplier(() -> of(projectId, name)
                .sorted(Comparator.comparing(Secret::id).reversed())
                .skip(offset)
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<Long> count(ProjectId projectId, @Nullable String name) {
        return Mono.fromSupplier(() -> of(projectId, name).count());
    }

    @Override
    public Mono<Boolean> update(Secret changed, SecretValue value) {
        return Mono.fromSupplier(() -> {
            Row known = rows.get(changed.id());
            return known != null
                    && known.secret().version() == changed.version() - 1
                    && rows.replace(changed.id(), known, new Row(changed, value, known.value(), known.destroyAt()));
        });
    }

    @Override
    public Mono<RevealedSecret> reveal(String id, @Nullable Integer version, Instant now) {
        return Mono.fromSupplier(() -> rows.get(id)).mapNotNull(row -> {
            int wanted = version == null ? row.secret().version() : version;
            SecretValue value = row.value(wanted, now);
            return value == null ? null : new RevealedSecret(wanted, value);
        });
    }

    @Override
    public Mono<Boolean> delete(String id) {
        return Mono.fromSupplier(() -> rows.remove(id) != null);
    }

    @Override
    public Mono<Integer> destroyOutdated(Instant now, int limit) {
        return change(
                row -> Mono.just(row.secret().previousUntil() != null
                        && !row.secret().previousUntil().isAfter(now)),
                limit,
                Row::withoutPrevious);
    }

    @Override
    public Mono<Integer> scheduleArchived(Instant destroyAt, int limit) {
        return change(
                row -> projects.find(row.secret().projectId())
                        .map(project ->
                                row.destroyAt() == null && !project.state().takesChanges())
                        .defaultIfEmpty(false),
                limit,
                row -> new Row(row.secret(), row.value(), row.previous(), destroyAt));
    }

    @Override
    public Mono<Integer> destroyDue(Instant now, int limit) {
        Predicate<Row> due = row -> row.destroyAt() != null && !row.destroyAt().isAfter(now);
        return change(row -> Mono.just(due.test(row)), limit, _ -> null);
    }

    private Mono<Integer> change(
            Function<Row, Mono<Boolean>> concerned, int limit, UnaryOperator<@Nullable Row> change) {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(rows.values())))
                .filterWhen(concerned)
                .take(limit)
                .doOnNext(row -> rows.computeIfPresent(row.secret().id(), (_, known) -> change.apply(known)))
                .count()
                .map(Math::toIntExact);
    }

    private Stream<Secret> of(ProjectId projectId, @Nullable String name) {
        return rows.values().stream()
                .map(Row::secret)
                .filter(secret -> secret.projectId().equals(projectId) && (name == null || name.equals(secret.name())));
    }
}
