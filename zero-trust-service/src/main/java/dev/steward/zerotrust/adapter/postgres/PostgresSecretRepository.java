package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RevealedSecret;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import dev.steward.zerotrust.port.Envelopes;
import dev.steward.zerotrust.port.Envelopes.Envelope;
import dev.steward.zerotrust.port.Sealer.Sealed;
import dev.steward.zerotrust.port.SecretRepository;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Values are sealed for the row they are in: one that was moved to another row cannot be opened. */
public final class PostgresSecretRepository implements SecretRepository {

    private static final String SECRET = """
            select s.*, p.valid_until as previous_until
            from secrets s
            left join secret_versions p on p.secret_id = s.id and p.valid_until is not null
            """;
    private static final String OF_PROJECT = """
             where s.project_id = :project_id and (cast(:name as text) is null or s.name = :name)
            """;

    private final DatabaseClient database;
    private final Envelopes envelopes;

    public PostgresSecretRepository(DatabaseClient database, Envelopes envelopes) {
        this.database = database;
        this.envelopes = envelopes;
    }

    @Override
    public Mono<Boolean> insert(Secret secret, SecretValue value) {
        return changed(database.sql("""
                                insert into secrets (id, project_id, name, version, created_at, changed_at)
                                values (:id, :project_id, :name, :version, :created_at, :changed_at)
                                on conflict (project_id, name) do nothing
                                """)
                        .bind("id", UUID.fromString(secret.id()))
                        .bind("project_id", secret.projectId().value())
                        .bind("name", secret.name())
                        .bind("version", secret.version())
                        .bind("created_at", secret.createdAt())
                        .bind("changed_at", secret.changedAt()))
                .delayUntil(inserted -> inserted ? addVersion(secret, value) : Mono.empty());
    }

    @Override
    public Mono<Secret> find(String id) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql(SECRET + " where s.id = :id")
                .bind("id", uuid)
                .map(PostgresSecretRepository::secret)
                .one());
    }

    @Override
    public Mono<List<Secret>> list(ProjectId projectId, @Nullable String name, long offset, int limit) {
        return ofProject(SECRET + OF_PROJECT + " order by s.id desc offset :offset limit :limit", projectId, name)
                .bind("offset", offset)
                .bind("limit", limit)
                .map(PostgresSecretRepository::secret)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(ProjectId projectId, @Nullable String name) {
        return ofProject("select count(*) from secrets s" + OF_PROJECT, projectId, name)
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Mono<Boolean> update(Secret changed, SecretValue value) {
        return changed(database.sql("""
                                update secrets set version = :version, changed_at = :changed_at
                                where id = :id and version = :version - 1
                                """)
                        .bind("id", UUID.fromString(changed.id()))
                        .bind("version", changed.version())
                        .bind("changed_at", changed.changedAt()))
                .delayUntil(updated ->
                        updated ? outdate(changed).then(Mono.defer(() -> addVersion(changed, value))) : Mono.empty());
    }

    @Override
    public Mono<RevealedSecret> reveal(String id, @Nullable Integer version, Instant now) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(uuid -> database.sql("""
                        select * from secret_versions
                        where secret_id = :id
                          and case when cast(:version as integer) is null then valid_until is null
                              else version = :version and (valid_until is null or valid_until > :now) end
                        """)
                .bind("id", uuid)
                .bind(
                        "version",
                        version == null ? Parameters.in(R2dbcType.INTEGER) : Parameters.in(R2dbcType.INTEGER, version))
                .bind("now", now)
                .map(this::revealed)
                .one());
    }

    @Override
    public Mono<Boolean> delete(String id) {
        return Mono.justOrEmpty(Ids.parse(id))
                .flatMap(uuid -> changed(
                        database.sql("delete from secrets where id = :id").bind("id", uuid)))
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Integer> destroyOutdated(Instant now, int limit) {
        return rows(database.sql("""
                        with outdated as (
                            select secret_id, version from secret_versions
                            where valid_until <= :now
                            order by valid_until
                            limit :limit
                            for update skip locked
                        )
                        delete from secret_versions v
                        using outdated
                        where v.secret_id = outdated.secret_id and v.version = outdated.version
                        """).bind("now", now).bind("limit", limit));
    }

    @Override
    public Mono<Integer> scheduleArchived(Instant destroyAt, int limit) {
        return rows(database.sql("""
                        with archived as (
                            select s.id from secrets s
                            join projects p on p.id = s.project_id
                            where p.state = 'archived' and s.destroy_at is null
                            limit :limit
                            for update of s skip locked
                        )
                        update secrets s set destroy_at = :destroy_at
                        from archived
                        where s.id = archived.id
                        """).bind("destroy_at", destroyAt).bind("limit", limit));
    }

    @Override
    public Mono<Integer> destroyDue(Instant now, int limit) {
        return rows(database.sql("""
                        with due as (
                            select id from secrets
                            where destroy_at <= :now
                            order by destroy_at
                            limit :limit
                            for update skip locked
                        )
                        delete from secrets where id in (select id from due)
                        """).bind("now", now).bind("limit", limit));
    }

    /** Ends what was current; what was outdated already goes, and so does what was current without a time of grace. */
    private Mono<Void> outdate(Secret changed) {
        Instant until = changed.previousUntil();
        UUID id = UUID.fromString(changed.id());
        if (until == null) {
            return database.sql("delete from secret_versions where secret_id = :id")
                    .bind("id", id)
                    .then();
        }
        return database.sql("delete from secret_versions where secret_id = :id and valid_until is not null")
                .bind("id", id)
                .then()
                .then(database.sql("update secret_versions set valid_until = :until where secret_id = :id")
                        .bind("id", id)
                        .bind("until", until)
                        .then());
    }

    private Mono<Void> addVersion(Secret secret, SecretValue value) {
        Envelope sealed = envelopes.seal(value.utf8(), context(secret.id(), secret.version()));
        return database.sql("""
                        insert into secret_versions
                            (secret_id, version, data_key, data_key_nonce, master_key_id, ciphertext, nonce)
                        values (:id, :version, :data_key, :data_key_nonce, :master_key_id, :ciphertext, :nonce)
                        """)
                .bind("id", UUID.fromString(secret.id()))
                .bind("version", secret.version())
                .bind("data_key", sealed.dataKey().ciphertext())
                .bind("data_key_nonce", sealed.dataKey().nonce())
                .bind("master_key_id", sealed.dataKey().masterKeyId())
                .bind("ciphertext", sealed.ciphertext())
                .bind("nonce", sealed.nonce())
                .then();
    }

    private RevealedSecret revealed(Readable row) {
        int version = requireNonNull(row.get("version", Integer.class));
        var dataKey = new Sealed(
                bytes(row, "data_key"),
                bytes(row, "data_key_nonce"),
                requireNonNull(row.get("master_key_id", String.class)));
        String id = requireNonNull(row.get("secret_id", UUID.class)).toString();
        byte[] value = envelopes.open(
                new Envelope(dataKey, bytes(row, "ciphertext"), bytes(row, "nonce")), context(id, version));
        return new RevealedSecret(version, SecretValue.of(value));
    }

    private GenericExecuteSpec ofProject(String sql, ProjectId projectId, @Nullable String name) {
        return database.sql(sql)
                .bind("project_id", projectId.value())
                .bind("name", name == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, name));
    }

    private static Mono<Boolean> changed(GenericExecuteSpec statement) {
        return rows(statement).map(rows -> rows == 1);
    }

    private static Mono<Integer> rows(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(Math::toIntExact);
    }

    private static Secret secret(Readable row) {
        return new Secret(
                requireNonNull(row.get("id", UUID.class)).toString(),
                new ProjectId(requireNonNull(row.get("project_id", String.class))),
                requireNonNull(row.get("name", String.class)),
                requireNonNull(row.get("version", Integer.class)),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("changed_at", Instant.class)),
                row.get("previous_until", Instant.class));
    }

    private static byte[] bytes(Readable row, String column) {
        return requireNonNull(row.get(column, byte[].class));
    }

    private static String context(String id, int version) {
        return "secret:" + id + ":" + version;
    }
}
