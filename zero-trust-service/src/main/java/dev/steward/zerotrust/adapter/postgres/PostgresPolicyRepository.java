package dev.steward.zerotrust.adapter.postgres;

import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.zerotrust.domain.ManagedPolicy;
import dev.steward.zerotrust.domain.PolicyEntry;
import dev.steward.zerotrust.domain.PolicyState;
import dev.steward.zerotrust.domain.PolicyVersion;
import dev.steward.zerotrust.port.PolicyRepository;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

public final class PostgresPolicyRepository implements PolicyRepository {

    private static final String POLICY = """
            select p.*, p.version as record_version, v.rules
            from policies p
            join policy_versions v on v.policy_id = p.id and v.version = p.latest_version
            where not p.deleted
            """;
    private static final String OF_STATE = """
             and (cast(:state as text) is null or :state = case
                when p.active_version is not null then 'active'
                when p.dry_run_version is not null then 'dry_run'
                when p.event_sequence > 0 then 'inactive'
                else 'draft' end)
            """;
    private static final String ENTRY = """
            select p.id, p.active_version, p.event_sequence, v.rules, v.activated_at
            from policies p
            left join policy_versions v on v.policy_id = p.id and v.version = p.active_version
            """;

    private final DatabaseClient database;

    public PostgresPolicyRepository(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> insert(ManagedPolicy policy, PolicyVersion first) {
        return database.sql("""
                        insert into policies (id, latest_version, created_at, changed_at, version)
                        values (:id, :latest_version, :created_at, :changed_at, :version)
                        """)
                .bind("id", UUID.fromString(policy.id()))
                .bind("latest_version", policy.latestVersion())
                .bind("created_at", policy.createdAt())
                .bind("changed_at", policy.changedAt())
                .bind("version", policy.version())
                .then()
                .then(addVersion(policy.id(), first));
    }

    @Override
    public Mono<ManagedPolicy> find(String id) {
        return one(POLICY + " and p.id = :id", id);
    }

    @Override
    public Mono<ManagedPolicy> lock(String id) {
        // Waits first: a join that waits reads the version that was the latest before.
        return of(id, uuid -> database.sql("select from policies where id = :id for update")
                        .bind("id", uuid)
                        .then())
                .then(find(id));
    }

    @Override
    public Mono<List<ManagedPolicy>> list(@Nullable PolicyState state, long offset, int limit) {
        return database.sql(POLICY + OF_STATE + " order by p.id desc offset :offset limit :limit")
                .bind("state", name(state))
                .bind("offset", offset)
                .bind("limit", limit)
                .map(PolicyRows::policy)
                .all()
                .collectList();
    }

    @Override
    public Mono<Long> count(@Nullable PolicyState state) {
        return database.sql("select count(*) from policies p where not p.deleted " + OF_STATE)
                .bind("state", name(state))
                .mapValue(Long.class)
                .one();
    }

    @Override
    public Mono<Boolean> update(ManagedPolicy changed) {
        return database.sql("""
                        update policies
                        set latest_version = :latest_version, dry_run_version = :dry_run_version,
                            active_version = :active_version, deleted = :deleted, changed_at = :changed_at,
                            version = :version, event_sequence = :event_sequence
                        where id = :id and version = :version - 1 and not deleted
                        """)
                .bind("id", UUID.fromString(changed.id()))
                .bind("latest_version", changed.latestVersion())
                .bind("dry_run_version", number(changed.dryRunVersion()))
                .bind("active_version", number(changed.activeVersion()))
                .bind("deleted", changed.deleted())
                .bind("changed_at", changed.changedAt())
                .bind("version", changed.version())
                .bind("event_sequence", changed.eventSequence())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Void> addVersion(String id, PolicyVersion next) {
        return database.sql("""
                        insert into policy_versions (policy_id, version, rules, created_by, created_at)
                        values (:policy_id, :version, :rules, :created_by, :created_at)
                        """)
                .bind("policy_id", UUID.fromString(id))
                .bind("version", next.number())
                .bind("rules", PolicyRows.json(next.rules()))
                .bind("created_by", next.createdBy())
                .bind("created_at", next.createdAt())
                .then();
    }

    @Override
    public Mono<PolicyVersion> version(String id, int number) {
        return of(id, uuid -> versions("and v.version = :version")
                .bind("id", uuid)
                .bind("version", number)
                .map(PolicyRows::version)
                .one());
    }

    @Override
    public Mono<List<PolicyVersion>> versions(String id, long offset, int limit) {
        return of(id, uuid -> versions("order by v.version desc offset :offset limit :limit")
                        .bind("id", uuid)
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map(PolicyRows::version)
                        .all()
                        .collectList())
                .defaultIfEmpty(List.of());
    }

    @Override
    public Mono<PolicyVersion> activeBefore(String id, @Nullable Integer number) {
        return of(id, uuid -> versions("""
                        and v.activated_at is not null and v.version is distinct from :version
                        order by v.activated_at desc, v.version desc limit 1
                        """)
                .bind("id", uuid)
                .bind("version", number(number))
                .map(PolicyRows::version)
                .one());
    }

    @Override
    public Mono<Void> tried(String id, int number, Instant at) {
        return note(
                        "update policy_versions set tried_at = :at where policy_id = :id and version = :version",
                        id,
                        number)
                .bind("at", at)
                .then();
    }

    @Override
    public Mono<Void> activated(String id, int number, Instant at, String by) {
        return note("""
                        update policy_versions set activated_at = :at, activated_by = :by
                        where policy_id = :id and version = :version
                        """, id, number).bind("at", at).bind("by", by).then();
    }

    @Override
    public Mono<List<PolicyStateChanged>> active() {
        return database.sql(ENTRY + " where p.active_version is not null order by p.id")
                .map(PolicyRows::active)
                .all()
                .collectList();
    }

    @Override
    public Mono<List<PolicyStateChanged>> inDryRun() {
        return database.sql("""
                        select p.id, p.dry_run_version, v.rules, v.tried_at
                        from policies p
                        join policy_versions v on v.policy_id = p.id and v.version = p.dry_run_version
                        order by p.id
                        """).map(PolicyRows::tried).all().collectList();
    }

    @Override
    public Mono<List<PolicyEntry>> entriesAfter(String lastId, int limit) {
        return database.sql(ENTRY + """
                         where p.event_sequence > 0 and (cast(:last_id as uuid) is null or p.id > :last_id)
                        order by p.id limit :limit
                        """)
                .bind("last_id", lastId.isEmpty() ? Parameters.in(UUID.class) : Parameters.in(UUID.fromString(lastId)))
                .bind("limit", limit)
                .map(PolicyRows::entry)
                .all()
                .collectList();
    }

    private Mono<ManagedPolicy> one(String sql, String id) {
        return of(id, uuid -> database.sql(sql)
                .bind("id", uuid)
                .map(PolicyRows::policy)
                .one());
    }

    /** Of a policy that is not deleted. */
    private GenericExecuteSpec versions(String rest) {
        return database.sql("""
                select v.* from policy_versions v
                join policies p on p.id = v.policy_id and not p.deleted
                where v.policy_id = :id
                """ + rest);
    }

    private GenericExecuteSpec note(String sql, String id, int number) {
        return database.sql(sql).bind("id", UUID.fromString(id)).bind("version", number);
    }

    private static <T> Mono<T> of(String id, Function<UUID, Mono<T>> query) {
        return Mono.justOrEmpty(Ids.parse(id)).flatMap(query);
    }

    private static Object name(@Nullable PolicyState state) {
        return state == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, state.wireName());
    }

    private static Object number(@Nullable Integer number) {
        return number == null ? Parameters.in(R2dbcType.INTEGER) : Parameters.in(R2dbcType.INTEGER, number);
    }
}
