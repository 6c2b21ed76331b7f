package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.UsageReading;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs the processes of sessions; they outlive this service. Safe for concurrent use. */
public interface SessionRuntime {

    /** As stored with a session, such as {@code process}. */
    String name();

    /** Whether sessions of this template can run here, on this host as it is now. */
    boolean offers(Template template);

    /** Whether sessions run in containers, made from images. */
    boolean hasImages();

    /** Whether workspaces are folders of this host, where {@link Workspaces} reaches them. */
    default boolean keepsWorkspacesHere() {
        return true;
    }

    /** Whether sessions are placed by their project, so that none can be started before its project is known. */
    default boolean placesByProject() {
        return false;
    }

    /** Whether what it runs sessions on can be asked now, as far as is known. */
    default boolean isReachable() {
        return true;
    }

    /** A port nothing listens on now. Whoever wants to keep it has to reserve it. */
    Mono<Integer> freePort();

    /** A session is about to be launched: what takes its time can be begun. {@link #remove} takes it away; never fails. */
    default void expect(Session session) {}

    /** Spawns the session's current attempt unless that was done before, and watches it. */
    Mono<LaunchOutcome> launch(Session session);

    /** Looks at the current attempt, and watches it from here on when it is alive. */
    Mono<Observation> observe(Session session);

    /** Where this service reaches the session's page, on the port the runtime allocated. */
    URI address(Session session);

    /** Whether the session's own process answers on its port. Never fails. */
    Mono<Boolean> answers(Session session);

    /**
     * Whether its port answers now, which somebody else does not do for it where the runtime can tell. Cheaper than {@link
     * #answers}, and never fails.
     */
    Mono<Boolean> responds(Session session);

    /** Ends every process of a session; completes when there is none. */
    Mono<Void> end(String sessionId);

    /** Ends every process of a session and removes all the runtime has of it, the workspace too. */
    Mono<Void> remove(String sessionId);

    /** The ids of all sessions the runtime has something left of. */
    Mono<List<String>> found();

    /** Measures the live ones among these sessions at once, by session id. */
    Mono<Map<String, UsageReading>> usage(List<Session> sessions);

    /**
     * What the processes of the current attempt printed, line by line without line ends; empty when there is none.
     *
     * @param tail how many of the latest lines to begin with
     * @param follow whether to go on with what is printed from now on, until the attempt is over
     */
    Flux<String> log(Session session, int tail, boolean follow);

    /** Whom to tell the id of a session whose process changed; called from the runtime's own threads. */
    void onChange(Consumer<String> listener);
}
