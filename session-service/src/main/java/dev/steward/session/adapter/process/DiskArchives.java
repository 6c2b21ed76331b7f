package dev.steward.session.adapter.process;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.WorkspacePath;
import dev.steward.session.port.WorkspaceArchives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Archives of workspaces that are folders of this host. What blocks is on the given scheduler, made of virtual threads. */
final class DiskArchives implements WorkspaceArchives {

    /** Parts of a body held in memory while the disk is slower than the network. */
    private static final int PREFETCH = 8;

    /** What tar writes when there is nothing. */
    private static final int EMPTY_ARCHIVE = 10_240;

    private final SessionFolders folders;
    private final SessionUsers users;
    private final SessionHomes homes;
    private final Staging staging;
    private final StagingSlots slots;
    private final KeyedLocks locks;
    private final ArchiveLimits limits;
    private final long quota;
    private final Scheduler blocking;

    DiskArchives(
            SessionFolders folders,
            SessionUsers users,
            Staging staging,
            KeyedLocks locks,
            ArchiveLimits limits,
            long quota,
            Scheduler blocking) {
        this.folders = folders;
        this.users = users;
        this.homes = new SessionHomes(folders, users);
        this.staging = staging;
        this.slots = new StagingSlots(limits.atOnce(), limits.atOnceOfSession());
        this.locks = locks;
        this.limits = limits;
        this.quota = quota;
        this.blocking = blocking;
    }

    @Override
    public Mono<PackOutcome> pack(Session session, @Nullable WorkspacePath folder) {
        Path workspace = folders.workspace(session.id());
        List<String> down = folder == null ? List.of() : folder.names();
        return Mono.<PackOutcome>fromCallable(() -> {
                    try (WorkspaceFolder _ = WorkspaceFolder.open(workspace, down)) {
                        Path named = folder == null ? null : Path.of(String.join("/", down));
                        int slot = session.placement().slot();
                        return new PackOutcome.Packed(new TarCommand(users)
                                .pack(workspace, slot, named)
                                .subscribeOn(blocking));
                    } catch (NoSuchFileException _) {
                        // Nothing was written yet into a workspace that is not there.
                        return folder == null
                                ? new PackOutcome.Packed(Flux.just(ByteBuffer.allocate(EMPTY_ARCHIVE)))
                                : new PackOutcome.Missing();
                    } catch (ObstacleException e) {
                        return new PackOutcome.InTheWay(e.what());
                    }
                })
                .subscribeOn(blocking);
    }

    @Override
    public Mono<UnpackOutcome> unpack(Session session, Flux<ByteBuffer> archive, boolean replace) {
        return Mono.fromCallable(() -> stageIfThereIsRoom(session, archive, replace))
                .subscribeOn(blocking)
                .onErrorResume(failure -> Mono.justOrEmpty(outcomeOf(failure)).switchIfEmpty(Mono.error(failure)));
    }

    /** Whoever has no place is told so before the archive is read, and comes again. */
    private UnpackOutcome stageIfThereIsRoom(Session session, Flux<ByteBuffer> archive, boolean replace)
            throws Exception {
        StagingSlots.Answer answer = slots.take(session.id());
        if (answer != StagingSlots.Answer.TAKEN) {
            return new UnpackOutcome.Busy(answer == StagingSlots.Answer.SESSION_BUSY);
        }
        try {
            return stage(session, archive, replace);
        } finally {
            slots.giveBack(session.id());
        }
    }

    private UnpackOutcome stage(Session session, Flux<ByteBuffer> archive, boolean replace) throws Exception {
        homes.prepare(session);
        Path staged = aside(session);
        // Closing the stream of parts is what tells the sender that nobody listens any more.
        try (Stream<ByteBuffer> parts = archive.toStream(PREFETCH)) {
            StagedArchive unpacked =
                    new StagedArchive(staged, users, session.placement().slot(), limits, most(session));
            unpacked.unpack(new ArchiveStream(parts.iterator(), limits));
            return locks.locked(session.id(), () -> install(session, staged, unpacked, replace));
        } finally {
            HostCommands.remove(staged);
        }
    }

    private UnpackOutcome install(Session session, Path staged, StagedArchive unpacked, boolean replace)
            throws IOException, InterruptedException {
        Path workspace = folders.workspace(session.id());
        WorkspaceMerge merge = new WorkspaceMerge(staged, workspace);
        long added = HostCommands.bytes(staged);
        long used = HostCommands.bytes(workspace);
        long replaced = replace ? used : merge.check();
        // What makes it smaller is let through: that is the way back below the quota.
        if (added > replaced && used - replaced + added > most(session)) {
            return new UnpackOutcome.OverQuota(used, most(session));
        }
        if (replace) {
            Path old = aside(session);
            try {
                merge.replace(old);
            } catch (IOException | RuntimeException e) {
                if (e.getSuppressed().length == 0) {
                    HostCommands.remove(old);
                }
                throw e;
            }
            HostCommands.remove(old);
        } else {
            merge.join();
        }
        return new UnpackOutcome.Unpacked(unpacked.entries(), unpacked.bytes());
    }

    private long most(Session session) {
        return Math.min(quota, session.identity().spec().resources().diskBytes());
    }

    private Path aside(Session session) throws IOException {
        return Files.createDirectory(
                staging.fresh(session.id()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Optional<UnpackOutcome> outcomeOf(Throwable failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() instanceof IOException io ? io : failure;
        return switch (cause) {
            case ArchiveRefusedException refused ->
                Optional.of(new UnpackOutcome.Refused(String.valueOf(refused.getMessage())));
            case ArchiveStream.TooLargeException _ -> Optional.of(new UnpackOutcome.TooLarge(limits.bytes()));
            case StagedArchive.OverQuotaException over ->
                Optional.of(new UnpackOutcome.OverQuota(over.needed(), over.limit()));
            case ObstacleException obstacle ->
                Optional.of(new UnpackOutcome.Refused("In the workspace " + obstacle.what() + "."));
            case FileSystemException io
            when String.valueOf(io.getMessage()).contains("No space left") -> Optional.of(new UnpackOutcome.NoSpace());
            default -> Optional.empty();
        };
    }
}
