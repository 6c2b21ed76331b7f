package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.AuditFilter;
import dev.steward.zerotrust.domain.AuditRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The rows of the audit: they are added and read, and nothing else. */
public interface AuditRepository {

    /** Joins the caller's transaction; whoever writes waits for nobody. */
    Mono<Void> append(AuditRecord row);

    /** Newest first. */
    Mono<List<AuditRecord>> list(AuditFilter filter, long offset, int limit);

    Mono<Long> count(AuditFilter filter);

    /** The next rows, oldest first. Starts from null. */
    Mono<List<AuditRecord>> after(@Nullable AuditRecord last, AuditFilter filter, int limit);
}
