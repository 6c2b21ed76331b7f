package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.MfaState;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.TotpStep;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.Sealer;
import dev.steward.zerotrust.port.Sealer.Sealed;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresAuthenticatorRepository implements AuthenticatorRepository {

    private final DatabaseClient database;
    private final Sealer sealer;

    public PostgresAuthenticatorRepository(DatabaseClient database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Mono<Boolean> enrol(TotpAuthenticator pending, Instant now) {
        Sealed sealed = sealer.seal(pending.secret().bytes(), context(pending.userId()));
        return changed(of("""
                        insert into totp_authenticators as known
                            (user_id, id, state, secret, nonce, master_key_id, last_step, failures, failed_at,
                             event_sequence, created_at)
                        values (:user_id, :id, 'pending', :secret, :nonce, :master_key_id, :last_step, 0, :now, 0, :now)
                        on conflict (user_id) do update
                        set id = excluded.id, secret = excluded.secret, nonce = excluded.nonce,
                            master_key_id = excluded.master_key_id, created_at = excluded.created_at
                        where known.state = 'pending'
                        """, pending.userId())
                .bind("id", UUID.fromString(pending.id()))
                .bind("secret", sealed.ciphertext())
                .bind("nonce", sealed.nonce())
                .bind("master_key_id", sealed.masterKeyId())
                .bind("last_step", pending.lastStep().number())
                .bind("now", now));
    }

    @Override
    public Mono<TotpAuthenticator> pending(String userId) {
        return of("select * from totp_authenticators where user_id = :user_id and state = 'pending'", userId)
                .map(this::authenticator)
                .one();
    }

    @Override
    public Mono<Boolean> activate(TotpAuthenticator pending, TotpStep step) {
        return changed(of("""
                        update totp_authenticators
                        set state = 'active', last_step = :step
                        where user_id = :user_id and id = :id and state = 'pending'
                        """, pending.userId())
                .bind("id", UUID.fromString(pending.id()))
                .bind("step", step.number()));
    }

    @Override
    public Mono<MfaState> state(String userId) {
        return of("""
                        select (select count(*) from recovery_codes c
                                where c.user_id = a.user_id and c.used_at is null) as codes_left
                        from totp_authenticators a
                        where a.user_id = :user_id and a.state = 'active'
                        """, userId)
                .map(row -> new MfaState(true, requireNonNull(row.get("codes_left", Integer.class))))
                .one()
                .defaultIfEmpty(MfaState.NONE);
    }

    @Override
    public Mono<TotpAuthenticator> attempt(String userId, int allowed, Instant lastFailureBefore, Instant now) {
        return of("""
                        update totp_authenticators
                        set failures = case when failed_at < :last_failure_before then 1 else failures + 1 end,
                            failed_at = :now
                        where user_id = :user_id and state = 'active'
                          and (failures < :allowed or failed_at < :last_failure_before)
                        returning *
                        """, userId)
                .bind("allowed", allowed)
                .bind("last_failure_before", lastFailureBefore)
                .bind("now", now)
                .map(this::authenticator)
                .one();
    }

    @Override
    public Mono<Boolean> accept(String userId, TotpStep step) {
        return changed(of("""
                        update totp_authenticators set last_step = :step, failures = 0
                        where user_id = :user_id and state = 'active' and last_step < :step
                        """, userId).bind("step", step.number()));
    }

    @Override
    public Mono<Boolean> useRecoveryCode(String userId, byte[] hash, Instant now) {
        return changed(of("""
                        with used as (
                            update recovery_codes set used_at = :now
                            where user_id = :user_id and code_hash = :hash and used_at is null
                            returning user_id
                        )
                        update totp_authenticators a set failures = 0
                        from used
                        where a.user_id = used.user_id
                        """, userId).bind("hash", hash).bind("now", now));
    }

    @Override
    public Mono<Change> replaceRecoveryCodes(String userId, List<byte[]> hashes) {
        String[] hex = hashes.stream().map(HexFormat.of()::formatHex).toArray(String[]::new);
        return change("""
                        update totp_authenticators set event_sequence = event_sequence + 1
                        where user_id = :user_id and state = 'active'
                        returning id, event_sequence
                        """, userId)
                .delayUntil(_ -> of("delete from recovery_codes where user_id = :user_id", userId)
                        .then())
                .delayUntil(_ -> of("""
                                insert into recovery_codes (user_id, code_hash)
                                select :user_id, decode(hash, 'hex') from unnest(:hashes) as hash
                                """, userId).bind("hashes", hex).then());
    }

    @Override
    public Mono<Change> remove(String userId) {
        return change("""
                delete from totp_authenticators where user_id = :user_id and state = 'active'
                returning id, event_sequence + 1 as event_sequence
                """, userId);
    }

    private Mono<Change> change(String sql, String userId) {
        return of(sql, userId)
                .map(row -> new Change(
                        requireNonNull(row.get("id", UUID.class)).toString(),
                        requireNonNull(row.get("event_sequence", Long.class))))
                .one();
    }

    private GenericExecuteSpec of(String sql, String userId) {
        return database.sql(sql).bind("user_id", UUID.fromString(userId));
    }

    private static Mono<Boolean> changed(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private TotpAuthenticator authenticator(Readable row) {
        String userId = requireNonNull(row.get("user_id", UUID.class)).toString();
        var sealed = new Sealed(
                requireNonNull(row.get("secret", byte[].class)),
                requireNonNull(row.get("nonce", byte[].class)),
                requireNonNull(row.get("master_key_id", String.class)));
        return new TotpAuthenticator(
                requireNonNull(row.get("id", UUID.class)).toString(),
                userId,
                TotpSecret.of(sealer.open(sealed, context(userId))),
                new TotpStep(requireNonNull(row.get("last_step", Long.class))));
    }

    private static String context(String userId) {
        return "totp/" + userId;
    }
}
