package dev.steward.zerotrust.adapter.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A refusal in the words of RFC 6749 on its way to the client. */
final class OAuthRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String error;
    private final String description;
    private final @Nullable String challenge;
    private final @Nullable Duration retryAfter;

    private OAuthRefusal(
            HttpStatus status,
            String error,
            String description,
            @Nullable String challenge,
            @Nullable Duration retryAfter) {
        // A refusal is an ordinary answer: no stack trace is worth its price.
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.description = description;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
    }

    static OAuthRefusal of(String error, String description) {
        return new OAuthRefusal(HttpStatus.BAD_REQUEST, error, description, null, null);
    }

    static OAuthRefusal invalidRequest(String description) {
        return of("invalid_request", description);
    }

    static OAuthRefusal invalidClient() {
        return new OAuthRefusal(
                HttpStatus.UNAUTHORIZED,
                "invalid_client",
                "The client is unknown, disabled, or its secret is wrong.",
                "Basic realm=\"steward\"",
                null);
    }

    static OAuthRefusal invalidToken() {
        return new OAuthRefusal(
                HttpStatus.UNAUTHORIZED,
                "invalid_token",
                "The bearer token does not hold.",
                "Bearer error=\"invalid_token\"",
                null);
    }

    static OAuthRefusal slowDown(Duration retryAfter) {
        return new OAuthRefusal(
                HttpStatus.TOO_MANY_REQUESTS, "slow_down", "Too many attempts failed; wait.", null, retryAfter);
    }

    ResponseEntity<OAuthErrorView> answer() {
        var answer = ResponseEntity.status(status).cacheControl(CacheControl.noStore());
        if (challenge != null) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds() + 1));
        }
        return answer.body(new OAuthErrorView(error, description));
    }
}
