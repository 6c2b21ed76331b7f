package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.MfaState;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpStep;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One thing at a time, as a locked row would have it. */
public class FakeAuthenticatorRepository implements AuthenticatorRepository {

    private final Map<String, Row> rows = new HashMap<>();

    private static final class Row {
        TotpAuthenticator authenticator;
        boolean active;
        int failures;
        Instant failedAt;
        long sequence;
        final Set<String> codes = new HashSet<>();

        Row(TotpAuthenticator authenticator, Instant now) {
            this.authenticator = authenticator;
            this.failedAt = now;
        }
    }

    @Override
    public Mono<Boolean> enrol(TotpAuthenticator pending, Instant now) {
        return always(() -> {
            boolean free = active(pending.userId()).isEmpty();
            if (free) {
                rows.put(pending.userId(), new Row(pending, now));
            }
            return free;
        });
    }

    @Override
    public Mono<TotpAuthenticator> pending(String userId) {
        return maybe(() ->
                Optional.ofNullable(rows.get(userId)).filter(row -> !row.active).map(row -> row.authenticator));
    }

    @Override
    public Mono<Boolean> activate(TotpAuthenticator pending, TotpStep step) {
        return always(() -> {
            Row row = rows.get(pending.userId());
            boolean waits = row != null && !row.active && row.authenticator.id().equals(pending.id());
            if (waits) {
                row.active = true;
                advance(row, step);
            }
            return waits;
        });
    }

    @Override
    public Mono<MfaState> state(String userId) {
        return always(() ->
                active(userId).map(row -> new MfaState(true, row.codes.size())).orElse(MfaState.NONE));
    }

    @Override
    public Mono<TotpAuthenticator> attempt(String userId, int allowed, Instant lastFailureBefore, Instant now) {
        return maybe(() -> active(userId)
                .filter(row -> row.failures < allowed || row.failedAt.isBefore(lastFailureBefore))
                .map(row -> {
                    row.failures = row.failedAt.isBefore(lastFailureBefore) ? 1 : row.failures + 1;
                    row.failedAt = now;
                    return row.authenticator;
                }));
    }

    @Override
    public Mono<Boolean> accept(String userId, TotpStep step) {
        return always(() -> active(userId)
                .filter(row -> step.isAfter(row.authenticator.lastStep()))
                .map(row -> {
                    advance(row, step);
                    row.failures = 0;
                    return true;
                })
                .orElse(false));
    }

    @Override
    public Mono<Boolean> useRecoveryCode(String userId, byte[] hash, Instant now) {
        return always(() -> active(userId)
                .filter(row -> row.codes.remove(HexFormat.of().formatHex(hash)))
                .map(row -> {
                    row.failures = 0;
                    return true;
                })
                .orElse(false));
    }

    @Override
    public Mono<Change> replaceRecoveryCodes(String userId, List<byte[]> hashes) {
        return maybe(() -> active(userId).map(row -> {
            row.codes.clear();
            hashes.forEach(hash -> row.codes.add(HexFormat.of().formatHex(hash)));
            return new Change(row.authenticator.id(), ++row.sequence);
        }));
    }

    @Override
    public Mono<Change> remove(String userId) {
        return maybe(() -> active(userId).map(row -> {
            rows.remove(userId);
            return new Change(row.authenticator.id(), row.sequence + 1);
        }));
    }

    private static void advance(Row row, TotpStep step) {
        TotpAuthenticator known = row.authenticator;
        row.authenticator = new TotpAuthenticator(known.id(), known.userId(), known.secret(), step);
    }

    private Optional<Row> active(String userId) {
        @Nullable Row row = rows.get(userId);
        return Optional.ofNullable(row).filter(known -> known.active);
    }

    private <T> Mono<T> always(Supplier<T> work) {
        return maybe(() -> Optional.of(work.get()));
    }

    private <T> Mono<T> maybe(Supplier<Optional<T>> work) {
        return Mono.defer(() -> {
            synchronized (rows) {
                return Mono.justOrEmpty(work.get());
            }
        });
    }
}
