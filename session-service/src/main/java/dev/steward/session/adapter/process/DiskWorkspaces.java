package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Workspaces as folders of this host. What blocks is on the given scheduler, made of virtual threads. */
public final class DiskWorkspaces implements Workspaces {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int CHUNK = 64 << 10;
    /** Parts of a body held in memory while the disk is slower than the network. */
    private static final int PREFETCH = 8;

    private final SessionFolders folders;
    private final SessionUsers users;
    private final SessionHomes homes;
    private final long largestFile;
    private final Scheduler blocking;

    public DiskWorkspaces(Path dataFolder, long largestFile, Scheduler blocking) {
        this.folders = SessionFolders.below(dataFolder);
        this.users = SessionUsers.forData(folders);
        this.homes = new SessionHomes(folders, users);
        this.largestFile = largestFile;
        this.blocking = blocking;
    }

    @Override
    public Mono<WriteOutcome> write(Session session, WorkspacePath path, Flux<ByteBuffer> content) {
        return Mono.usingWhen(
                        blocking(() -> {
                            homes.prepare(session);
                            return Upload.begin(folders.incoming(session.id()), largestFile);
                        }),
                        upload -> content.publishOn(blocking, PREFETCH)
                                .doOnNext(upload::write)
                                .then(blocking(() -> {
                                    upload.complete();
                                    return install(session, path, upload.path());
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
                        .<ReadOutcome>map(file ->
                                new ReadOutcome.Found(etag(file), file.size(), content(session, path, file.size())))
                        .orElseGet(ReadOutcome.Missing::new);
            } catch (NoSuchFileException _) {
                return new ReadOutcome.Missing();
            } catch (ObstacleException e) {
                return new ReadOutcome.InTheWay(e.what());
            }
        });
    }

    private WriteOutcome install(Session session, WorkspacePath path, Path uploaded) throws IOException {
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
            incoming.move(uploaded.getFileName().toString(), folder, path.file());
            PosixFileAttributes after =
                    folder.file(path.file()).orElseThrow(() -> new NoSuchFileException(path.file()));
            return new WriteOutcome.Written(etag(after), before.isEmpty());
        }
    }

    /** Java has no mkdirat: the folder is made aside, where nobody can exchange it, and moved to its place. */
    private void makeFolder(Session session, WorkspaceFolder incoming, WorkspaceFolder parent, String name)
            throws IOException {
        Path made = folders.incoming(session.id()).resolve(UUID.randomUUID().toString());
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
        WorkspaceFolder folder = WorkspaceFolder.open(folders.workspace(session.id()));
        try {
            for (String name : path.folders()) {
                folder.enter(name);
            }
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    private Flux<ByteBuffer> content(Session session, WorkspacePath path, long size) {
        return Flux.using(
                        () -> {
                            try (WorkspaceFolder folder = walk(session, path)) {
                                return folder.read(path.file());
                            }
                        },
                        channel -> Flux.<ByteBuffer, Long>generate(() -> size, (left, sink) -> {
                            if (left == 0) {
                                sink.complete();
                                return left;
                            }
                            ByteBuffer part = chunk(channel, left);
                            long after = left - part.remaining();
                            sink.next(part);
                            return after;
                        }),
                        DiskWorkspaces::close)
                .subscribeOn(blocking);
    }

    private static ByteBuffer chunk(SeekableByteChannel channel, long left) {
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(CHUNK, left));
        try {
            if (channel.read(part) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return part.flip();
    }

    private static void close(SeekableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes with every change of the content: a new file, a new length or a new time. */
    private static String etag(PosixFileAttributes file) {
        long time = file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return "\"%x-%x-%x\"".formatted(String.valueOf(file.fileKey()).hashCode(), time, file.size());
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
