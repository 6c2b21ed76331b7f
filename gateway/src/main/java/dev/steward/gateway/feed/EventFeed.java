package dev.steward.gateway.feed;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.StandingAccess;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.web.Problem;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

/** What each client is told, in the order of each partition: what it missed since it was here last, then what comes. */
public final class EventFeed {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final EventHub hub;
    private final PastEvents past;
    private final ProjectAccess access;
    private final AccessDecider decider;
    private final FeedSettings settings;
    private final StreamSlots slots;
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    public EventFeed(
            EventHub hub, PastEvents past, ProjectAccess access, AccessDecider decider, FeedSettings settings) {
        this.hub = hub;
        this.past = past;
        this.access = access;
        this.decider = decider;
        this.settings = settings;
        this.slots = new StreamSlots(settings.perUser(), settings.most());
    }

    /** Asked for by the current request. Fails with the {@link Problem} to answer with. */
    Mono<Listening> open(EventFilter filter, @Nullable String lastEventId) {
        return access.visible()
                .flatMap(_ -> Mono.deferContextual(context -> {
                    @Nullable
                    Cursor cursor = lastEventId == null || lastEventId.isEmpty() ? null : Cursor.parse(lastEventId);
                    if (cursor == null && lastEventId != null && !lastEventId.isEmpty()) {
                        return Mono.error(Problem.invalid("Last-Event-ID", "must be the id of an event"));
                    }
                    if (!hub.isReady()) {
                        return Mono.error(Problem.unavailable("The broker cannot be reached; try again.", SOON));
                    }
                    return Mono.just(new Listening(filter, cursor, context));
                }));
    }

    /** Ends all streams; clients come back, perhaps to another instance. */
    public Mono<Void> stop() {
        return Mono.fromRunnable(stopping::tryEmitEmpty);
    }

    /** How many streams are open. */
    public int size() {
        return slots.size();
    }

    /** What one client asked for. */
    final class Listening {

        private final @Nullable Cursor cursor;
        private final ContextView context;
        private final String userId;
        private final Subscription subscription;

        private Listening(EventFilter filter, @Nullable Cursor cursor, ContextView context) {
            this.cursor = cursor;
            this.context = context;
            this.userId = context.get(Caller.class).userId();
            Sight sight = new Sight(access, decider, context, settings.look());
            this.subscription = new Subscription(
                    event -> filter.wants(event.event()) && sight.has(event.event()),
                    settings.buffer(),
                    settings.bufferSize().toBytes());
        }

        /** All that is to be told, and something now and then when that is nothing. */
        Flux<FeedMessage> messages() {
            Flux<FeedMessage> beats = Flux.interval(settings.ping())
                    .onBackpressureDrop()
                    .doOnNext(_ -> hub.beat(subscription))
                    .map(_ -> FeedMessage.Idle.NOTHING);
            return Flux.merge(1, told().materialize(), beats.materialize()).dematerialize();
        }

        /** Why it is over, as soon as it is: what would be answered if it were asked for again; empty at a shutdown. */
        Mono<Problem> refusal() {
            StandingAccess standing = StandingAccess.of(context);
            Mono<Problem> refused = Flux.interval(settings.look())
                    .onBackpressureDrop()
                    .concatMap(_ -> standing.refusal(), 1)
                    .next()
                    .contextWrite(context);
            return Mono.firstWithSignal(refused, stopping.asMono().then(Mono.<Problem>empty()));
        }

        /** As {@link StreamSlots#take}. */
        Runnable takePlace() {
            return slots.take(userId);
        }

        private Flux<FeedMessage> told() {
            return Flux.defer(() -> {
                Map<TopicPartition, Long> now = hub.join(subscription);
                Flux<FeedMessage> coming = cursor == null ? subscription.live() : caughtUp(cursor.next(), now);
                String here = cursor == null ? Cursor.text(now) : cursor.toString();
                return coming.startWith(new FeedMessage.Idle(here)).doFinally(_ -> hub.leave(subscription));
            });
        }

        /** What was dropped while the past was read is a part of the past by now, and is read in its turn. */
        private Flux<FeedMessage> caughtUp(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
            return past.between(from, to, subscription).concatWith(Flux.defer(() -> {
                @Nullable Map<TopicPartition, Long> now = hub.rejoin(subscription);
                return now == null ? subscription.live() : caughtUp(to, now);
            }));
        }
    }
}
