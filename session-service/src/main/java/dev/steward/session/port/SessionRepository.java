package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where sessions are kept. Every method joins the caller's transaction. Safe for concurrent use. */
public interface SessionRepository {

    /** A slot that was not handed out for a long time. */
    Mono<Integer> nextSlot();

    /** Lets one caller at a time go on for this user in this project, until its transaction ends. */
    Mono<Void> serialize(String projectId, String userId);

    /** False when its slot or its port is held by another session; nothing is stored then. */
    Mono<Boolean> insert(Session session);

    /** Also finds deleted ones. */
    Mono<Session> find(String id);

    /** Those of these ids that there are, deleted ones too; in no order. */
    Flux<Session> all(Set<String> ids);

    /**
     * Compare-and-set on version and state; counts the version up by one and the event sequence by the emissions.
     *
     * @return the session as stored; empty when another update came first
     */
    Mono<Session> update(SessionChange change);

    /** Newest first. */
    Mono<List<Session>> page(SessionFilter filter, long offset, int limit);

    Mono<Long> count(SessionFilter filter);

    /** The sessions of these states that something on the host belongs to, or should: all but those released. */
    Flux<Session> held(Set<SessionStatus> states);

    /** Those that are stopped only to be started again for one of these reasons. */
    Flux<Session> stoppedFor(Set<String> reasons);

    /** The ids of all sessions that something on the host belongs to, or should. */
    Flux<String> heldIds();

    /** The ids of those that are in one of these states or whose lease asks for something by now. */
    Flux<String> pressing(Set<SessionStatus> states, Instant now);

    /**
     * The next event sequences of these sessions, for events that come without a change of them.
     *
     * @return by session; without those that are not there or were released
     */
    Mono<Map<String, Long>> nextSequences(Set<String> ids);

    /**
     * Gives back slot and port of a deleted session of which nothing is left.
     *
     * @return the sequence of its last event; empty when it was released before
     */
    Mono<Long> release(String id);
}
