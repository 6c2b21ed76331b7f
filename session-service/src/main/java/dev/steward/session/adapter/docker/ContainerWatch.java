package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what the engine tells of this suite's containers, so that nobody has to ask again and again: what was seen
 * alive is alive until something is told of it. After a gap in what it was told it lists all and tells of each. Owns one
 * thread.
 */
final class ContainerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerWatch.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DockerEngine engine;
    private final Names names;
    private final Supplier<List<Container>> list;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Since when what is alive is, by container. Like all that follows guarded by this. */
    private final Map<String, Instant> alive = new HashMap<>();

    private @Nullable Thread thread;
    private boolean following;
    private long told;
    private volatile Consumer<String> listener = _ -> {};

    ContainerWatch(DockerEngine engine, Names names, Supplier<List<Container>> list) {
        this.engine = engine;
        this.names = names;
        this.list = list;
    }

    /** Begins to follow: a service that only tries whether it could start asks no engine. */
    synchronized void onChange(Consumer<String> told) {
        listener = told;
        if (thread == null) {
            thread = Thread.ofPlatform().name("session-containers").daemon().start(this::run);
        }
    }

    /** To be asked for before a container is looked at. */
    synchronized long mark() {
        return told;
    }

    /** A container was seen alive; not remembered when something was told since the mark, or may have been missed. */
    synchronized void seenAlive(String container, Instant since, long mark) {
        if (following && told == mark) {
            alive.put(container, since);
        }
    }

    synchronized Optional<Instant> aliveSince(String container) {
        return Optional.ofNullable(alive.get(container));
    }

    /** What was just done to a session's containers need not be told to be known. */
    synchronized void forget(String id) {
        told++;
        alive.keySet().removeIf(container -> Names.isOf(id, container));
    }

    /** Compares what is believed with what was listed after the mark, should anything have got lost. */
    synchronized void check(Set<String> running, long mark) {
        if (told == mark) {
            alive.keySet().retainAll(running);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (this) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            do {
                pause = follow() ? FIRST_PAUSE : longer(pause);
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the engine ends it; tells whether it ever began. */
    private boolean follow() throws InterruptedException {
        boolean began = false;
        try (Events events = engine.attempt(client -> client.eventsCmd()
                .withEventTypeFilter("container")
                .withEventFilter("die", "oom", "health_status")
                .withLabelFilter(names.owned().getFirst())
                .exec(new Events()))) {
            began = events.awaitBegin();
            if (began) {
                begin();
                events.awaitEnd();
            }
            Throwable failure = events.failure();
            engine.lost(failure == null ? new IOException("it ended its events") : failure);
        } catch (IOException | RuntimeException e) {
            if (closed.getCount() > 0) {
                engine.lost(e);
            }
        } finally {
            end();
        }
        return began;
    }

    private void begin() {
        engine.found();
        synchronized (this) {
            following = true;
            told++;
        }
        Set<String> ids = new HashSet<>();
        list.get().forEach(container -> Names.session(container.getLabels()).ifPresent(ids::add));
        ids.forEach(this::tell);
    }

    private synchronized void end() {
        following = false;
        alive.clear();
    }

    private void happened(Event event) {
        EventActor actor = event.getActor();
        Map<String, String> attributes = actor == null ? null : actor.getAttributes();
        synchronized (this) {
            told++;
            if (attributes != null) {
                alive.remove(attributes.get("name"));
            }
        }
        Names.session(attributes).ifPresent(this::tell);
    }

    private void tell(String id) {
        try {
            listener.accept(id);
        } catch (RuntimeException e) {
            LOG.warn("cannot tell of a change of session {}", id, e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private final class Events extends EngineStream<Event> {

        @Override
        public void onNext(Event event) {
            happened(event);
        }
    }
}
