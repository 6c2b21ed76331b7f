package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.AuditBatch;
import dev.steward.zerotrust.domain.AuditLeaf;
import dev.steward.zerotrust.domain.AuditRecord;
import dev.steward.zerotrust.domain.PublishedHead;
import dev.steward.zerotrust.domain.SealedRow;
import dev.steward.zerotrust.port.AuditChain;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain in tables that the app role can add to and not change. */
public final class PostgresAuditChain implements AuditChain {

    private static final int FETCHED_AT_ONCE = 1_000;
    private static final String LEAF =
            "insert into audit.leaf (at, id, batch, position, hash) values ($1, $2, $3, $4, $5)";

    private final DatabaseClient database;

    public PostgresAuditChain(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> lock() {
        return database.sql("select pg_try_advisory_xact_lock(hashtextextended('audit-seal', 0)) as locked")
                .map(row -> requireNonNull(row.get("locked", Boolean.class)))
                .one();
    }

    @Override
    public Mono<AuditBatch> last() {
        return database.sql("select * from audit.batch order by sequence desc limit 1")
                .map(AuditRows::batch)
                .one();
    }

    @Override
    public Mono<List<AuditRecord>> takeUnsealed(int limit) {
        return database.sql("""
                        with taken as (
                            delete from audit.pending
                            where (at, id) in (select at, id from audit.pending order by at, id limit :limit)
                            returning at, id)
                        select e.* from taken join audit.event e using (at, id) order by at, id
                        """).bind("limit", limit).map(AuditRows::row).all().collectList();
    }

    @Override
    public Mono<Void> append(AuditBatch.Sealed sealed) {
        AuditBatch batch = sealed.batch();
        var insert = database.sql("""
                        insert into audit.batch
                            (sequence, sealed_at, previous_sealed_at, oldest, rows, total, previous, hash)
                        values (:sequence, :sealed_at, :previous_sealed_at, :oldest, :rows, :total, :previous, :hash)
                        """)
                .bind("sequence", batch.sequence())
                .bind("sealed_at", batch.sealedAt())
                .bind("oldest", batch.oldest())
                .bind("rows", batch.rows())
                .bind("total", batch.total())
                .bind("previous", batch.previous().bytes())
                .bind("hash", batch.hash().bytes());
        return AuditRows.bind(insert, "previous_sealed_at", batch.previousSealedAt(), Instant.class)
                .then()
                .then(database.inConnection(connection -> Flux.from(
                                leaves(connection, sealed.leaves()).execute())
                        .concatMap(Result::getRowsUpdated)
                        .then()));
    }

    @Override
    public Mono<PublishedHead> lastPublished() {
        return database.sql("select * from audit.head order by published_at desc, publication desc limit 1")
                .map(AuditRows::published)
                .one();
    }

    @Override
    public Mono<Void> append(PublishedHead published) {
        return database.sql("""
                        insert into audit.head (published_at, publication, sequence, total, hash)
                        values (:published_at, :publication, :sequence, :total, :hash)
                        """)
                .bind("published_at", published.at())
                .bind("publication", published.publication())
                .bind("sequence", published.head().sequence())
                .bind("total", published.head().total())
                .bind("hash", published.head().hash().bytes())
                .then();
    }

    @Override
    public Mono<List<AuditBatch>> batchesAfter(long sequence, int limit) {
        return database.sql("select * from audit.batch where sequence > :sequence order by sequence limit :limit")
                .bind("sequence", sequence)
                .bind("limit", limit)
                .map(AuditRows::batch)
                .all()
                .collectList();
    }

    @Override
    public Flux<SealedRow> rowsOf(long firstBatch, long lastBatch) {
        return database.sql("""
                        select l.at, l.id, l.batch, l.position, l.hash, e.actor, e.actor_name, e.action, e.outcome,
                               e.subject_type, e.subject_id, e.project_id, e.address, e.correlation_id, e.detail
                        from audit.leaf l left join audit.event e on e.at = l.at and e.id = l.id
                        where l.batch between :first and :last
                        order by l.batch, l.position, l.at, l.id
                        """)
                .bind("first", firstBatch)
                .bind("last", lastBatch)
                .filter(statement -> statement.fetchSize(FETCHED_AT_ONCE))
                .map(AuditRows::sealed)
                .all();
    }

    @Override
    public Mono<PublishedHead> firstLostHead(long firstBatch, long lastBatch) {
        return database.sql("""
                        select h.* from audit.head h
                        where h.sequence between :first and :last
                          and h.sequence >= coalesce((select min(sequence) from audit.batch), 0)
                          and not exists (select from audit.batch b
                                          where b.sequence = h.sequence and b.hash = h.hash and b.total = h.total)
                        order by h.publication limit 1
                        """)
                .bind("first", firstBatch)
                .bind("last", lastBatch)
                .map(AuditRows::published)
                .one();
    }

    @Override
    public Mono<AuditBatch> batch(long sequence) {
        return database.sql("select * from audit.batch where sequence = :sequence")
                .bind("sequence", sequence)
                .map(AuditRows::batch)
                .first();
    }

    @Override
    public Mono<String> stray(Instant from, Instant to) {
        return database.sql("""
                        select e.id from audit.event e
                        where e.at >= :from and e.at < :to
                          and not exists (select from audit.leaf l where l.at = e.at and l.id = e.id)
                          and not exists (select from audit.pending p where p.at = e.at and p.id = e.id)
                        order by e.at, e.id limit 1
                        """)
                .bind("from", from)
                .bind("to", to)
                .map(row -> requireNonNull(row.get("id", UUID.class)).toString())
                .one();
    }

    @Override
    public Mono<Waiting> waiting() {
        return database.sql("""
                        select (select min(at) from audit.event) as first, count(*) as rows, min(at) as oldest
                        from audit.pending
                        """)
                .map(row -> {
                    Instant first = row.get("first", Instant.class);
                    Instant oldest = row.get("oldest", Instant.class);
                    return new Waiting(
                            first == null ? Instant.MAX : first,
                            requireNonNull(row.get("rows", Long.class)),
                            oldest == null ? Instant.MAX : oldest);
                })
                .one()
                .filter(waiting -> waiting.first().isBefore(Instant.MAX));
    }

    private static Statement leaves(Connection connection, List<AuditLeaf> leaves) {
        Statement statement = connection.createStatement(LEAF);
        for (AuditLeaf leaf : leaves) {
            if (leaf.position() > 0) {
                statement.add();
            }
            statement
                    .bind(0, leaf.at())
                    .bind(1, UUID.fromString(leaf.id()))
                    .bind(2, leaf.batch())
                    .bind(3, leaf.position())
                    .bind(4, leaf.hash().bytes());
        }
        return statement;
    }
}
