package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.UsageReading;
import dev.steward.session.port.LaunchOutcome;
import dev.steward.session.port.Observation;
import dev.steward.session.port.RuntimeUnavailableException;
import dev.steward.session.port.SessionRuntime;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stands in for a runtime that sessions were made with and that is not configured any more. It is to them like one that
 * is away: nothing is known of what they run, and it may come back.
 */
record AbsentRuntime(String name) implements SessionRuntime {

    @Override
    public boolean offers(Template template) {
        return false;
    }

    @Override
    public boolean hasImages() {
        return false;
    }

    @Override
    public boolean keepsWorkspacesHere() {
        throw away();
    }

    @Override
    public boolean isReachable() {
        return false;
    }

    @Override
    public Mono<Integer> freePort() {
        return Mono.error(this::away);
    }

    @Override
    public Mono<LaunchOutcome> launch(Session session) {
        return Mono.error(this::away);
    }

    @Override
    public Mono<Observation> observe(Session session) {
        return Mono.error(this::away);
    }

    @Override
    public URI address(Session session) {
        throw away();
    }

    @Override
    public Mono<Boolean> answers(Session session) {
        return Mono.just(false);
    }

    @Override
    public Mono<Boolean> responds(Session session) {
        return Mono.just(false);
    }

    @Override
    public Mono<Void> end(String sessionId) {
        return Mono.error(this::away);
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return Mono.error(this::away);
    }

    @Override
    public Mono<List<String>> found() {
        return Mono.error(this::away);
    }

    @Override
    public Mono<Map<String, UsageReading>> usage(List<Session> sessions) {
        return Mono.error(this::away);
    }

    @Override
    public Flux<String> log(Session session, int tail, boolean follow) {
        return Flux.error(this::away);
    }

    @Override
    public void onChange(Consumer<String> listener) {
        // Nothing changes that could be told.
    }

    private RuntimeUnavailableException away() {
        return new RuntimeUnavailableException(
                "The runtime " + name + " is not configured here.", new IOException("no runtime " + name));
    }
}
