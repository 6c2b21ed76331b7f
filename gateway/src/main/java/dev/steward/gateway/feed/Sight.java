package dev.steward.gateway.feed;

import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * What one caller may see at the moment: events of the projects in which the current request would still pass, and those of
 * none for whom it passes everywhere. An answer is kept for as long as a membership may take to be taken away. Safe for
 * concurrent use.
 */
final class Sight {

    private static final int MOST_KEPT = 10_000;

    private final ProjectAccess access;
    private final AccessDecider decider;
    private final AccessRequest request;
    private final ContextView context;
    private final long keptNanos;
    private final Map<String, Answer> answers = new HashMap<>();

    Sight(ProjectAccess access, AccessDecider decider, ContextView context, Duration kept) {
        this.access = access;
        this.decider = decider;
        this.request = context.get(AccessRequest.class);
        this.context = context;
        this.keptNanos = kept.toNanos();
    }

    synchronized boolean has(CloudEvent event) {
        String project = event.projectId() == null ? PlatformResource.NONE : event.projectId();
        long now = System.nanoTime();
        @Nullable Answer answer = answers.get(project);
        if (answer == null || now - answer.at > keptNanos) {
            if (answers.size() >= MOST_KEPT) {
                answers.clear();
            }
            answer = new Answer(now, ask(project));
            answers.put(project, answer);
        }
        return answer.permitted;
    }

    /** What is not known at once is not seen. */
    private boolean ask(String project) {
        Mono<Boolean> permitted = project.equals(PlatformResource.NONE) ? everywhere() : access.stillPermits(project);
        return Boolean.TRUE.equals(
                permitted.contextWrite(context).onErrorReturn(false).toFuture().getNow(false));
    }

    private Mono<Boolean> everywhere() {
        return request.caller().mayEverywhere(request.route().permission())
                ? decider.permitted(request, Map.of(PlatformResource.NONE, "")).map(permitted -> !permitted.isEmpty())
                : Mono.just(false);
    }

    private record Answer(long at, boolean permitted) {}
}
