package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.KeySet;
import dev.steward.zerotrust.domain.KeyStanding;
import dev.steward.zerotrust.domain.SigningKey;
import dev.steward.zerotrust.port.Sealer;
import dev.steward.zerotrust.port.Sealer.Sealed;
import dev.steward.zerotrust.port.SigningKeyRepository;
import io.r2dbc.spi.Readable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresSigningKeyRepository implements SigningKeyRepository {

    private record Stored(boolean active, SigningKey key) {}

    private final DatabaseClient database;
    private final Sealer sealer;

    public PostgresSigningKeyRepository(DatabaseClient database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Mono<KeySet> keySet() {
        return database.sql("select * from signing_keys order by state = 'active' desc, created_at desc")
                .map(row -> new Stored("active".equals(row.get("state", String.class)), open(row)))
                .all()
                .collectList()
                .filter(stored -> !stored.isEmpty() && stored.getFirst().active())
                .map(stored -> new KeySet(
                        stored.getFirst().key(),
                        stored.stream().skip(1).map(Stored::key).toList()));
    }

    @Override
    public Mono<List<KeyStanding>> standings() {
        return database.sql("""
                        select key_id, state, created_at, activate_at, withdraw_at
                        from signing_keys
                        order by created_at desc
                        """)
                .map(row -> new KeyStanding(
                        requireNonNull(row.get("key_id", String.class)),
                        requireNonNull(row.get("state", String.class)),
                        requireNonNull(row.get("created_at", Instant.class)),
                        row.get("activate_at", Instant.class),
                        row.get("withdraw_at", Instant.class)))
                .all()
                .collectList();
    }

    @Override
    public Mono<Boolean> insertFirst(SigningKey key, Instant now) {
        return changed(insert(key, now, """
                insert into signing_keys
                    (key_id, state, public_key, private_key, nonce, master_key_id, created_at, activated_at)
                values (:key_id, 'active', :public_key, :private_key, :nonce, :master_key_id, :created_at, :created_at)
                on conflict (state) where state = 'active' do nothing
                """));
    }

    @Override
    public Mono<Boolean> insertNext(SigningKey key, Instant now, Instant activateAt) {
        return changed(insert(key, now, """
                insert into signing_keys
                    (key_id, state, public_key, private_key, nonce, master_key_id, created_at, activate_at)
                values (:key_id, 'next', :public_key, :private_key, :nonce, :master_key_id, :created_at, :activate_at)
                on conflict (state) where state = 'next' do nothing
                """).bind("activate_at", activateAt));
    }

    @Override
    public Mono<Boolean> activateNext(Instant now, Instant withdrawAt) {
        var retire = database.sql("""
                        update signing_keys
                        set state = 'retired', withdraw_at = :withdraw_at
                        where state = 'active'
                          and exists (select 1 from signing_keys where state = 'next' and activate_at <= :now)
                        """).bind("withdraw_at", withdrawAt).bind("now", now);
        var activate = database.sql("""
                        update signing_keys
                        set state = 'active', activated_at = :now
                        where state = 'next' and activate_at <= :now
                        """).bind("now", now);
        return changed(retire).flatMap(retired -> retired ? changed(activate) : Mono.just(false));
    }

    @Override
    public Mono<Boolean> withdraw(Instant now) {
        return changed(database.sql("delete from signing_keys where state = 'retired' and withdraw_at <= :now")
                .bind("now", now));
    }

    @Override
    public Mono<Boolean> activeSinceBefore(Instant time) {
        return database.sql("""
                        select 1
                        from signing_keys
                        where state = 'active' and coalesce(activated_at, created_at) < :time
                          and not exists (select 1 from signing_keys where state = 'next')
                        """).bind("time", time).map(_ -> true).one().defaultIfEmpty(false);
    }

    private GenericExecuteSpec insert(SigningKey key, Instant now, String sql) {
        Sealed sealed = sealer.seal(key.privateKey().getEncoded(), context(key.keyId()));
        return database.sql(sql)
                .bind("key_id", key.keyId())
                .bind("public_key", key.publicKey().getEncoded())
                .bind("private_key", sealed.ciphertext())
                .bind("nonce", sealed.nonce())
                .bind("master_key_id", sealed.masterKeyId())
                .bind("created_at", now);
    }

    private static Mono<Boolean> changed(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    private SigningKey open(Readable row) {
        String keyId = requireNonNull(row.get("key_id", String.class));
        var sealed = new Sealed(
                requireNonNull(row.get("private_key", byte[].class)),
                requireNonNull(row.get("nonce", byte[].class)),
                requireNonNull(row.get("master_key_id", String.class)));
        byte[] publicKey = requireNonNull(row.get("public_key", byte[].class));
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new SigningKey(
                    keyId, (RSAPublicKey) rsa.generatePublic(new X509EncodedKeySpec(publicKey)), (RSAPrivateCrtKey)
                            rsa.generatePrivate(new PKCS8EncodedKeySpec(sealer.open(sealed, context(keyId)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing key " + keyId + " is stored broken.", e);
        }
    }

    private static String context(String keyId) {
        return "signing-key/" + keyId;
    }
}
