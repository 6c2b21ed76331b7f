package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.LoginOrigin;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

public class FakeLoginSessionRepository implements LoginSessionRepository, RefreshTokenRepository {

    private final UserRepository users;
    private final Map<String, OpenLoginSession> open = new ConcurrentHashMap<>();
    private final Map<String, RevokedLoginSession> revoked = new ConcurrentHashMap<>();
    private final Map<RefreshToken, Presented> tokens = new ConcurrentHashMap<>();

    public FakeLoginSessionRepository(UserRepository users) {
        this.users = users;
    }

    /** Those that were not revoked. */
    public Collection<LoginSession> opened() {
        return open.values().stream().map(OpenLoginSession::loginSession).toList();
    }

    @Override
    public Mono<Boolean> open(LoginSession loginSession, RefreshToken refreshToken, LoginOrigin origin) {
        return enabled(loginSession)
                .doOnNext(_ -> {
                    open.put(
                            loginSession.id(),
                            new OpenLoginSession(loginSession, origin.address(), loginSession.authenticatedAt()));
                    tokens.put(refreshToken, new Presented(loginSession, false));
                })
                .hasElement();
    }

    @Override
    public Mono<Boolean> stands(String loginSessionId, String userId, Instant issuedAt, Instant now) {
        return Mono.defer(() -> Mono.justOrEmpty(find(loginSessionId, userId, now)))
                .flatMap(this::enabled)
                .flatMap(_ -> users.find(userId))
                .filter(user -> user.tokensCount(issuedAt))
                .hasElement();
    }

    @Override
    public Mono<OpenLoginSession> findOpen(String id, String userId, Instant now) {
        return Mono.fromSupplier(() -> of(userId, now)
                .filter(each -> each.loginSession().id().equals(id))
                .findFirst()
                .orElse(null));
    }

    @Override
    public Mono<List<OpenLoginSession>> list(String userId, Instant now, long offset, int limit) {
        return Mono.fromSupplier(() -> of(userId, now).skip(offset).limit(limit).toList());
    }

    @Override
    public Mono<Long> count(String userId, Instant now) {
        return Mono.fromSupplier(() -> of(userId, now).count());
    }

    @Override
    public Mono<RevokedLoginSession> revoke(String id, @Nullable String ownerId, Instant now, Instant tokensExpireAt) {
        return Mono.defer(
                () -> Mono.justOrEmpty(find(id, ownerId, now)).map(session -> revoke(session, now, tokensExpireAt)));
    }

    @Override
    public Mono<List<RevokedLoginSession>> revokeOthers(
            String userId, @Nullable String keptId, int limit, Instant now, Instant tokensExpireAt) {
        return Mono.fromSupplier(() -> of(userId, now)
                .map(OpenLoginSession::loginSession)
                .filter(session -> !session.id().equals(keptId))
                .sorted(Comparator.comparing(LoginSession::id))
                .limit(limit)
                .map(session -> revoke(session, now, tokensExpireAt))
                .toList());
    }

    @Override
    public Mono<List<RevokedLoginSession>> lockRevokedAfter(String lastId, int limit) {
        return Mono.fromSupplier(() -> revoked.values().stream()
                .filter(session -> session.id().compareTo(lastId) > 0)
                .sorted(Comparator.comparing(RevokedLoginSession::id))
                .limit(limit)
                .toList());
    }

    @Override
    public Mono<List<RevokedLoginSession>> forget(Instant now, int limit) {
        return Mono.fromSupplier(() -> revoked.values().stream()
                .filter(session -> !session.tokensExpireAt().isAfter(now))
                .sorted(Comparator.comparing(RevokedLoginSession::tokensExpireAt))
                .limit(limit)
                .map(this::forget)
                .toList());
    }

    @Override
    public Mono<Integer> deleteEnded(Instant now, int limit) {
        return Mono.fromSupplier(() -> {
            List<String> ended = tokens.values().stream()
                    .map(Presented::loginSession)
                    .filter(session -> !session.expiresAt().isAfter(now))
                    .map(LoginSession::id)
                    .filter(id -> !revoked.containsKey(id))
                    .distinct()
                    .limit(limit)
                    .toList();
            ended.forEach(open::remove);
            tokens.values()
                    .removeIf(token -> ended.contains(token.loginSession().id()));
            return ended.size();
        });
    }

    @Override
    public Mono<Presented> find(RefreshToken token) {
        return Mono.fromSupplier(() -> tokens.get(token));
    }

    @Override
    public Mono<Boolean> rotate(RefreshToken token, RefreshToken successor, Instant now) {
        return find(token)
                .filter(presented -> !presented.rotated())
                .filter(presented ->
                        find(presented.loginSession().id(), null, now).isPresent())
                .filterWhen(presented -> enabled(presented.loginSession()).hasElement())
                .filter(presented -> tokens.replace(token, presented, new Presented(presented.loginSession(), true)))
                .doOnNext(presented -> {
                    tokens.put(successor, presented);
                    open.computeIfPresent(
                            presented.loginSession().id(),
                            (_, used) -> new OpenLoginSession(used.loginSession(), used.address(), now));
                })
                .hasElement();
    }

    private Mono<LoginSession> enabled(LoginSession loginSession) {
        return users.find(loginSession.userId())
                .filter(user -> !user.disabled())
                .map(_ -> loginSession);
    }

    private Optional<LoginSession> find(String id, @Nullable String ownerId, Instant now) {
        return Optional.ofNullable(open.get(id))
                .map(OpenLoginSession::loginSession)
                .filter(session -> ownerId == null || session.userId().equals(ownerId))
                .filter(session -> session.expiresAt().isAfter(now));
    }

    private Stream<OpenLoginSession> of(String userId, Instant now) {
        return open.values().stream()
                .filter(each -> find(each.loginSession().id(), userId, now).isPresent())
                .sorted(Comparator.comparing(
                                (OpenLoginSession each) -> each.loginSession().authenticatedAt())
                        .thenComparing(each -> each.loginSession().id())
                        .reversed());
    }

    private RevokedLoginSession revoke(LoginSession session, Instant now, Instant tokensExpireAt) {
        open.remove(session.id());
        var ended = new RevokedLoginSession(session.id(), session.userId(), now, tokensExpireAt, 2);
        revoked.put(session.id(), ended);
        return ended;
    }

    private RevokedLoginSession forget(RevokedLoginSession session) {
        revoked.remove(session.id());
        return new RevokedLoginSession(
                session.id(),
                session.userId(),
                session.revokedAt(),
                session.tokensExpireAt(),
                session.eventSequence() + 1);
    }
}
