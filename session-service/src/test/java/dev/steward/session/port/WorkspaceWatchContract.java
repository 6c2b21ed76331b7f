package dev.steward.session.port;

import static dev.steward.session.domain.WorkspaceChange.Kind.CREATED;
import static dev.steward.session.domain.WorkspaceChange.Kind.DELETED;
import static dev.steward.session.domain.WorkspaceChange.Kind.MODIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspaceChange;
import dev.steward.session.domain.WorkspaceChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What every watch of workspaces does, the fake included. */
public abstract class WorkspaceWatchContract {

    protected static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<Disposable> watches = new ArrayList<>();

    protected abstract WorkspaceWatch watch();

    /** Makes the workspace of a session, with nothing in it. */
    protected abstract void make(Session session);

    protected abstract void write(Session session, String path, String content);

    protected abstract void remove(Session session, String path);

    @AfterEach
    void endWatches() {
        watches.forEach(Disposable::dispose);
    }

    @Test
    void tellsWhatBecameOfAFile() {
        Session session = Given.running();
        make(session);
        List<WorkspaceChanges> told = listen(session, false);

        write(session, "a.txt", "one");
        awaitChange(told, "a.txt", CREATED);
        write(session, "a.txt", "another");
        awaitChange(told, "a.txt", MODIFIED);
        remove(session, "a.txt");
        awaitChange(told, "a.txt", DELETED);
    }

    @Test
    void tellsEveryWatcherOfItsOwnSessionOnly() {
        Session session = Given.running();
        Session other = Given.running();
        make(session);
        make(other);
        List<WorkspaceChanges> one = listen(session, false);
        List<WorkspaceChanges> two = listen(session, false);
        List<WorkspaceChanges> none = listen(other, false);

        write(session, "a.txt", "x");

        awaitChange(one, "a.txt", CREATED);
        awaitChange(two, "a.txt", CREATED);
        write(other, "b.txt", "x");
        awaitChange(none, "b.txt", CREATED);
        assertThat(paths(none)).containsExactly("b.txt");
    }

    @Test
    void tellsWhatIsThereOnlyOfANewWorkspace() {
        Session session = Given.running();
        make(session);
        write(session, "before.txt", "x");

        List<WorkspaceChanges> asNew = listen(session, true);
        List<WorkspaceChanges> later = listen(session, false);

        awaitChange(asNew, "before.txt", CREATED);
        write(session, "after.txt", "x");
        awaitChange(later, "after.txt", CREATED);
        assertThat(paths(later)).containsExactly("after.txt");
    }

    @Test
    void waitsForAWorkspaceAndEndsWithItsWatcher() {
        Session session = Given.running();
        List<WorkspaceChanges> told = listen(session, true);
        make(session);
        write(session, "a.txt", "x");
        awaitChange(told, "a.txt", CREATED);

        watches.getFirst().dispose();
        List<WorkspaceChanges> others = listen(session, false);
        write(session, "b.txt", "x");

        awaitChange(others, "b.txt", CREATED);
        assertThat(paths(told)).containsExactly("a.txt");
    }

    /** Returns when the watch has begun to notice. */
    protected List<WorkspaceChanges> listen(Session session, boolean asNew) {
        List<WorkspaceChanges> told = new CopyOnWriteArrayList<>();
        watches.add(watch().watch(session, asNew).subscribe(told::add));
        awaitBegun();
        return told;
    }

    protected abstract void awaitBegun();

    protected static void awaitChange(List<WorkspaceChanges> told, String path, WorkspaceChange.Kind kind) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(all(told)).contains(new WorkspaceChange(path, kind)));
    }

    protected static List<String> paths(List<WorkspaceChanges> told) {
        return all(told).stream().map(WorkspaceChange::path).distinct().toList();
    }

    private static List<WorkspaceChange> all(List<WorkspaceChanges> told) {
        return told.stream().flatMap(changes -> changes.changes().stream()).toList();
    }
}
