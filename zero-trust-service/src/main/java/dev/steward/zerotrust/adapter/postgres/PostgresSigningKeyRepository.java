package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

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
import reactor.core.publisher.Mono;

public final class PostgresSigningKeyRepository implements SigningKeyRepository {

    private final DatabaseClient database;
    private final Sealer sealer;

    public PostgresSigningKeyRepository(DatabaseClient database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Mono<SigningKey> active() {
        return database.sql("select * from signing_keys where state = 'active'")
                .map(this::open)
                .one();
    }

    @Override
    public Mono<List<SigningKey>> published() {
        return active().map(List::of).defaultIfEmpty(List.of());
    }

    @Override
    public Mono<Boolean> insertFirst(SigningKey key, Instant now) {
        Sealed sealed = sealer.seal(key.privateKey().getEncoded(), context(key.keyId()));
        return database.sql("""
                        insert into signing_keys
                            (key_id, state, public_key, private_key, nonce, master_key_id, created_at)
                        values (:key_id, 'active', :public_key, :private_key, :nonce, :master_key_id, :created_at)
                        on conflict (state) where state = 'active' do nothing
                        """)
                .bind("key_id", key.keyId())
                .bind("public_key", key.publicKey().getEncoded())
                .bind("private_key", sealed.ciphertext())
                .bind("nonce", sealed.nonce())
                .bind("master_key_id", sealed.masterKeyId())
                .bind("created_at", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
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
