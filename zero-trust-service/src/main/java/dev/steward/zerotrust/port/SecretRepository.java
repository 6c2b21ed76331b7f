package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RevealedSecret;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The secrets of projects; what is destroyed here is nowhere else. Writes join the caller's transaction. */
public interface SecretRepository {

    /** False when the project has one of that name; nothing is stored then. */
    Mono<Boolean> insert(Secret secret, SecretValue value);

    /** Empty when there is none. */
    Mono<Secret> find(String id);

    /** Newest first: all of a project, or the one of that name. */
    Mono<List<Secret>> list(ProjectId projectId, @Nullable String name, long offset, int limit);

    Mono<Long> count(ProjectId projectId, @Nullable String name);

    /**
     * Stores a further version: a compare-and-set on the version before, which stays for {@link Secret#previousUntil}; all
     * others are destroyed. False when the secret was changed or deleted since; nothing is stored then.
     */
    Mono<Boolean> update(Secret changed, SecretValue value);

    /**
     * Empty when there is no such version that can be read now. Fails with {@link SealBrokenException}.
     *
     * @param version null for the current one
     */
    Mono<RevealedSecret> reveal(String id, @Nullable Integer version, Instant now);

    /** Destroys all of a secret. False when there is none. */
    Mono<Boolean> delete(String id);

    /** Destroys some versions that can be read no more, and tells how many. */
    Mono<Integer> destroyOutdated(Instant now, int limit);

    /** Says when to destroy some secrets of archived projects of which that was not said, and tells how many. */
    Mono<Integer> scheduleArchived(Instant destroyAt, int limit);

    /** Destroys some secrets whose time has come, and tells how many. */
    Mono<Integer> destroyDue(Instant now, int limit);
}
