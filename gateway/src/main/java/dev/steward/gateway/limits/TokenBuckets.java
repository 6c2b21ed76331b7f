package dev.steward.gateway.limits;

import reactor.core.publisher.Mono;

/** Buckets of tokens, one for each key, that are full at first and are refilled steadily, once a minute. */
public interface TokenBuckets {

    /** Takes one token, if there is one, out of the bucket of the key, which holds as many as the quota says. */
    Mono<Allowance> take(String plan, String key, int quota);
}
