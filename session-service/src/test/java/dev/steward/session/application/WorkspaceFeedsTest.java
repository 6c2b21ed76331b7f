package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.events.session.SessionWorkspaceChanged;
import dev.steward.session.application.WorkspaceFeed.Told;
import dev.steward.session.domain.Session;
import dev.steward.session.port.FakeWorkspaceWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class WorkspaceFeedsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final World world = new World();
    private final FakeWorkspaceWatch watch = new FakeWorkspaceWatch();
    private final AtomicBoolean leading = new AtomicBoolean(true);
    private final WorkspaceFeeds feeds =
            new WorkspaceFeeds(watch, world.changes, FakeTransactions.operator(), BETWEEN, world.clock);

    @BeforeEach
    void begin() {
        feeds.follow(world.reconciler, leading::get);
    }

    @AfterEach
    void end() {
        feeds.stop();
        await().atMost(DEADLINE).until(() -> watch.watching() == 0);
    }

    @Test
    void tellsOfWhatChangesFromTheCreationOfASessionOn() {
        Session session = world.running();

        watch.write(session, "a.txt");

        await().atMost(DEADLINE).until(() -> !told().isEmpty());
        assertThat(told().getFirst().changes()).containsExactly(new SessionWorkspaceChanged.Change("a.txt", "created"));
        assertThat(told().getFirst().truncated()).isFalse();
    }

    @Test
    void tellsOfManyChangesAtOnceAndSeldom() {
        Session session = world.running();

        for (int i = 0; i < 250; i++) {
            watch.write(session, "f" + i);
        }

        await().atMost(DEADLINE).until(() -> told().stream().anyMatch(SessionWorkspaceChanged::truncated));
        assertThat(told().size()).isLessThanOrEqualTo(3);
        assertThat(told()).allSatisfy(event -> assertThat(event.changes()).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void saysThatAnythingMayHaveChangedWhileNobodyWatched() {
        Session session = world.running();
        feeds.stop();
        WorkspaceFeeds restarted =
                new WorkspaceFeeds(watch, world.changes, FakeTransactions.operator(), BETWEEN, world.clock);
        restarted.follow(world.reconciler, leading::get);

        world.settle(session);

        await().atMost(DEADLINE).until(() -> told().size() == 1);
        assertThat(told().getFirst().truncated()).isTrue();
        assertThat(told().getFirst().changes()).isEmpty();
        restarted.stop();
    }

    @Test
    void onlyTellsWhereItLeads() {
        Session session = world.running();
        List<Told> heard = new CopyOnWriteArrayList<>();
        Disposable here = feeds.of(session).since(null).subscribe(heard::add);
        leading.set(false);

        watch.write(session, "a.txt");

        await().atMost(DEADLINE).until(() -> heard.size() == 1);
        assertThat(told()).isEmpty();
        here.dispose();
    }

    @Test
    void whoeverComesBackHearsOfAGapIfThereIsOne() {
        Session session = world.running();
        WorkspaceFeed feed = feeds.of(session);
        List<Told> first = new CopyOnWriteArrayList<>();
        Disposable one = feed.since(feed.last()).subscribe(first::add);
        watch.write(session, "a.txt");
        await().atMost(DEADLINE).until(() -> first.size() == 1);
        String last = first.getFirst().id();
        one.dispose();

        List<Told> withoutGap = new CopyOnWriteArrayList<>();
        Disposable two = feed.since(last).subscribe(withoutGap::add);
        watch.write(session, "b.txt");
        await().atMost(DEADLINE).until(() -> withoutGap.size() == 1);
        assertThat(withoutGap.getFirst().changes()).isNotNull();

        List<Told> withGap = new CopyOnWriteArrayList<>();
        Disposable three = feed.since(last).subscribe(withGap::add);
        assertThat(withGap).hasSize(1);
        assertThat(withGap.getFirst().changes()).isNull();
        two.dispose();
        three.dispose();
    }

    @Test
    void aWatchThatBreaksOffIsBegunAgain() {
        Session session = world.running();
        watch.write(session, "a.txt");
        await().atMost(DEADLINE).until(() -> told().size() == 1);

        watch.fail(session);

        await().atMost(DEADLINE).until(() -> told().size() == 2);
        assertThat(told().getLast().truncated()).isTrue();
        watch.write(session, "b.txt");
        await().atMost(DEADLINE).until(() -> told().size() == 3);
        assertThat(told().getLast().changes())
                .extracting(SessionWorkspaceChanged.Change::path)
                .containsExactly("b.txt");
    }

    @Test
    void keepsNothingForThoseWhoNeverListened() {
        WorkspaceFeeds elsewhere = new WorkspaceFeeds(
                watch, world.changes, FakeTransactions.operator(), BETWEEN, Duration.ofMillis(200), world.clock);
        Session session = world.running();

        var _ = elsewhere.of(session);
        assertThat(elsewhere.size()).isEqualTo(1);

        await().atMost(DEADLINE).until(() -> elsewhere.size() == 0);
    }

    @Test
    void isNotToldOfASessionThatIsDown() {
        Session session = world.running();

        World.get(world.commands.stop(session.id(), "ada"));
        world.settle(session);
        watch.write(session, "a.txt");

        assertThat(told()).isEmpty();
    }

    @Test
    void endsWithTheSession() {
        Session session = world.running();
        List<String> signals = new CopyOnWriteArrayList<>();
        feeds.of(session).since(null).doOnComplete(() -> signals.add("over")).subscribe();
        assertThat(watch.watching()).isEqualTo(1);

        World.get(world.service.delete(session.id(), dev.steward.session.domain.Actor.user("ada")));
        World.get(world.reconciler.reconcile(session.id()));

        assertThat(signals).containsExactly("over");
        assertThat(watch.watching()).isZero();
    }

    private List<SessionWorkspaceChanged> told() {
        return world.outbox.events(SessionWorkspaceChanged.class);
    }
}
