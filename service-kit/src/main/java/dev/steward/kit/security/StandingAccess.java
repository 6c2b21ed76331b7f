package dev.steward.kit.security;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** By what a request was let in, for answers that go on after it: tokens expire and are revoked meanwhile. */
public final class StandingAccess {

    private final @Nullable Caller caller;
    private final Mono<Void> again;

    StandingAccess(@Nullable Caller caller, Mono<Void> again) {
        this.caller = caller;
        this.again = again;
    }

    /** Of the current request. Wants a route that needs a token. */
    public static StandingAccess of(ContextView context) {
        return context.get(StandingAccess.class);
    }

    /** Whether it was the token of the very thing that the path names; there is no {@link Caller} then. */
    public static boolean isByOwnToken(ContextView context) {
        return context.hasKey(StandingAccess.class) && of(context).caller == null;
    }

    /** Null for a token of the thing's own. */
    public @Nullable Caller caller() {
        return caller;
    }

    /** What the token would be refused with if it were shown again now. Empty while it stands, and while nobody can know. */
    public Mono<Problem> refusal() {
        return again.then(Mono.<Problem>empty())
                .onErrorResume(
                        error -> error instanceof Problem problem && problem.code() != ProblemCode.SERVICE_UNAVAILABLE
                                ? Mono.just(problem)
                                : Mono.empty());
    }

    Context in(Context context) {
        return context.put(StandingAccess.class, this);
    }
}
