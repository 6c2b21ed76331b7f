package dev.steward.session.adapter.process;

import dev.steward.session.domain.Precondition;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.WorkspaceArchives;
import dev.steward.session.port.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Workspaces as folders of this host. What blocks is on the given scheduler, made of virtual threads. */
public final class DiskWorkspaces implements Workspaces, AutoCloseable {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    /** Parts of a body held in memory while the disk is slower than the network. */
    private static final int PREFETCH = 8;

    private static final int MOST_LISTED = 10_000;
    private final SessionFolders folders;
    private final SessionUsers users;
    private final SessionHomes homes;
    private final Staging staging;
    private final KeyedLocks locks = new KeyedLocks();
    private final long largestFile;
    private final long quota;
    private final Scheduler blocking;

    /** @param quota the bytes of the disk any workspace may take, whoever wrote them, beside the limit of its session */
    public DiskWorkspaces(Path dataFolder, long largestFile, long quota, Scheduler blocking) {
        this.folders = SessionFolders.below(dataFolder);
        this.users = SessionUsers.forData(folders);
        this.homes = new SessionHomes(folders, users);
        this.staging = new Staging(homes);
        this.largestFile = largestFile;
        this.quota = quota;
        this.blocking = blocking;
    }

    /**
     * Removes what instances that are no more left on its way into or out of workspaces. Safe beside others at work; in the
     * background, as there may be much of it.
     */
    public Mono<Void> cleanUp() {
        return blocking(() -> {
                    staging.clean();
                    return true;
                })
                .then();
    }

    /** The same workspaces as archives; what they change does not overlap with what is changed here. */
    public WorkspaceArchives archives(ArchiveLimits limits) {
        return new DiskArchives(folders, users, staging, locks, limits, quota, blocking);
    }

    @Override
    public Mono<WriteOutcome> write(
            Session session, WorkspacePath path, Flux<ByteBuffer> content, Precondition precondition) {
        return Mono.usingWhen(
                        blocking(() -> {
                            homes.prepare(session);
                            return Upload.begin(staging.fresh(session.id()), largestFile);
                        }),
                        upload -> content.publishOn(blocking, PREFETCH)
                                .doOnNext(upload::write)
                                .then(blocking(() -> {
                                    upload.complete();
                                    return locks.locked(
                                            session.id(), () -> install(session, path, upload.path(), precondition));
                                })),
                        upload -> blocking(() -> {
                            upload.discard();
                            return true;
                        }))
                .onErrorResume(failure -> Mono.justOrEmpty(outcomeOf(failure)).switchIfEmpty(Mono.error(failure)));
    }

    @Override
    public Mono<ReadOutcome> read(Session session, WorkspacePath path) {
        return blocking(() -> {
            try (WorkspaceFolder folder = walk(session, path)) {
                return folder.file(path.file())
                        .<ReadOutcome>map(file -> new ReadOutcome.Found(
                                WorkspaceFolder.etag(file),
                                file.size(),
                                new WorkspaceFile(folders.workspace(session.id()), path, file)
                                        .content(() -> staging.fresh(session.id()))
                                        .subscribeOn(blocking)))
                        .orElseGet(ReadOutcome.Missing::new);
            } catch (NoSuchFileException _) {
                return new ReadOutcome.Missing();
            } catch (ObstacleException e) {
                return new ReadOutcome.InTheWay(e.what());
            }
        });
    }

    @Override
    public Mono<ListOutcome> list(Session session, @Nullable WorkspacePath folder) {
        return blocking(() -> {
            try {
                return new WorkspaceListing(folders.workspace(session.id()), MOST_LISTED)
                        .from(folder == null ? null : Path.of(String.join("/", folder.names())));
            } catch (NoSuchFileException _) {
                // Nothing was written yet into a workspace that is not there.
                return folder == null ? new ListOutcome.Listed(List.of(), false) : new ListOutcome.Missing();
            } catch (ObstacleException e) {
                return new ListOutcome.InTheWay(e.what());
            }
        });
    }

    @Override
    public Mono<DeleteOutcome> delete(
            Session session, WorkspacePath path, boolean recursive, Precondition precondition) {
        return blocking(() -> locks.locked(session.id(), () -> {
            try (WorkspaceFolder folder = walk(session, path)) {
                return remove(session, folder, path.file(), recursive, precondition);
            } catch (NoSuchFileException _) {
                return new DeleteOutcome.Missing();
            } catch (ObstacleException e) {
                return new DeleteOutcome.InTheWay(e.what());
            }
        }));
    }

    @Override
    public Mono<Mount> mount(Session session) {
        return blocking(() -> {
            homes.prepare(session);
            Path folder = folders.workspace(session.id());
            return new Mount(folder, users.areSeparate() ? SessionUsers.uid(folder) : null);
        });
    }

    @Override
    public Mono<Void> remove(String sessionId) {
        return blocking(() -> {
                    homes.remove(sessionId);
                    return true;
                })
                .then();
    }

    @Override
    public void close() throws IOException {
        staging.close();
    }

    private DeleteOutcome remove(
            Session session, WorkspaceFolder folder, String name, boolean recursive, Precondition precondition)
            throws IOException, InterruptedException {
        PosixFileAttributes found = folder.look(name).orElseThrow(() -> new NoSuchFileException(name));
        if (!precondition.holds(true, found.isRegularFile() ? WorkspaceFolder.etag(found) : null)) {
            return new DeleteOutcome.Stale();
        }
        if (!found.isDirectory()) {
            folder.delete(name);
            return new DeleteOutcome.Deleted();
        }
        if (!recursive) {
            return new DeleteOutcome.IsFolder();
        }
        Path removed = staging.fresh(session.id());
        try (WorkspaceFolder aside = WorkspaceFolder.open(folders.incoming(session.id()))) {
            // Gone from the workspace as a whole, before what may take long.
            folder.move(name, aside, removed.getFileName().toString());
        }
        HostCommands.remove(removed);
        return new DeleteOutcome.Deleted();
    }

    private WriteOutcome install(Session session, WorkspacePath path, Path uploaded, Precondition precondition)
            throws IOException, InterruptedException {
        @Nullable PosixFileAttributes before = current(session, path);
        if (!precondition.holds(before != null, before == null ? null : WorkspaceFolder.etag(before))) {
            return new WriteOutcome.Stale();
        }
        // What makes it smaller is let through: that is the way back below the quota.
        long growth = Files.size(uploaded) - (before == null ? 0 : before.size());
        if (growth > 0) {
            long used = HostCommands.bytes(folders.workspace(session.id()));
            long most = Math.min(quota, session.identity().spec().resources().diskBytes());
            if (used + growth > most) {
                return new WriteOutcome.OverQuota(used, most);
            }
        }
        return move(session, path, uploaded);
    }

    /** What a write would replace. */
    private @Nullable PosixFileAttributes current(Session session, WorkspacePath path) throws IOException {
        try (WorkspaceFolder folder = walk(session, path)) {
            return folder.file(path.file()).orElse(null);
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private WriteOutcome move(Session session, WorkspacePath path, Path uploaded) throws IOException {
        try (WorkspaceFolder incoming = WorkspaceFolder.open(folders.incoming(session.id()));
                WorkspaceFolder folder = WorkspaceFolder.open(folders.workspace(session.id()))) {
            for (String name : path.folders()) {
                if (folder.look(name).isEmpty()) {
                    makeFolder(session, incoming, folder, name);
                }
                folder.enter(name);
            }
            Optional<PosixFileAttributes> before = folder.file(path.file());
            Files.setPosixFilePermissions(
                    uploaded, before.map(PosixFileAttributes::permissions).orElse(FILE));
            users.own(uploaded, session.placement().slot());
            String name = uploaded.getFileName().toString();
            // The move changes nothing the tag is made of; after it a process may have been at the file.
            PosixFileAttributes file = incoming.file(name).orElseThrow(() -> new NoSuchFileException(name));
            incoming.move(name, folder, path.file());
            return new WriteOutcome.Written(WorkspaceFolder.etag(file), before.isEmpty());
        }
    }

    /** Java has no mkdirat: the folder is made aside, where nobody can exchange it, and moved to its place. */
    private void makeFolder(Session session, WorkspaceFolder incoming, WorkspaceFolder parent, String name)
            throws IOException {
        Path made = staging.fresh(session.id());
        Files.createDirectory(made);
        try {
            Files.setPosixFilePermissions(made, FOLDER);
            users.own(made, session.placement().slot());
            incoming.move(made.getFileName().toString(), parent, name);
        } catch (FileSystemException e) {
            Files.deleteIfExists(made);
            if (parent.look(name).isEmpty()) {
                throw e;
            }
        }
    }

    private WorkspaceFolder walk(Session session, WorkspacePath path) throws IOException {
        return WorkspaceFolder.open(folders.workspace(session.id()), path.folders());
    }

    private Optional<WriteOutcome> outcomeOf(Throwable failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() instanceof IOException io ? io : failure;
        return switch (cause) {
            case Upload.TooLargeException _ -> Optional.of(new WriteOutcome.TooLarge(largestFile));
            case ObstacleException obstacle -> Optional.of(new WriteOutcome.InTheWay(obstacle.what()));
            case IOException io
            when String.valueOf(io.getMessage()).contains("No space left") -> Optional.of(new WriteOutcome.NoSpace());
            default -> Optional.empty();
        };
    }

    private <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
