package dev.steward.gateway.apikeys;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where a token is had for an API key. */
public interface TokenExchange {

    /**
     * Fails when nobody can be asked now.
     *
     * @param origin where the key came from: wrong ones are counted there
     */
    Mono<Answer> exchange(ApiKey key, @Nullable InetAddress origin);

    /** What became of it. */
    sealed interface Answer {

        /** A token for all that the key is good for. */
        record Issued(String token, Duration expiresIn) implements Answer {

            @Override
            public String toString() {
                return "Issued[redacted]";
            }
        }

        /** There is no such key, or none that is good now. */
        record NoSuchKey() implements Answer {}

        /** There is, but its owner may do nothing of what it is for. */
        record NothingLeft() implements Answer {}

        /** Too many keys from there were wrong to look at another. */
        record HeldUp(Duration retryAfter) implements Answer {}
    }
}
