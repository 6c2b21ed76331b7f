package dev.steward.session.adapter.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which processes of the host belong to a session: those in the POSIX session of its shim, those that inherited
 * its mark in their environment, and as root those of its user. One of the three survives whatever a process does.
 */
final class SessionProcesses {

    /** The environment variable every process of a session inherits. */
    static final String MARK = "STEWARD_SESSION_ID";

    private final ProcFs proc;
    private final SessionFolders folders;
    private final SessionUsers users;

    SessionProcesses(ProcFs proc, SessionFolders folders, SessionUsers users) {
        this.proc = proc;
        this.folders = folders;
        this.users = users;
    }

    /** The shim of an attempt, if it is the same process that was recorded: pids are used again, starts are not. */
    Optional<ProcessStat> shim(AttemptRecord attempt) {
        return attempt.shim()
                .filter(shim -> shim.bootId().equals(proc.bootId()))
                .flatMap(shim -> proc.stat(shim.pid()).filter(stat -> stat.startTicks() == shim.startTicks()));
    }

    /** Every shim that is alive, of any attempt of a session. */
    List<ProcessStat> shims(String id) {
        List<ProcessStat> alive = new ArrayList<>();
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(folders.control(id))) {
            attempts.forEach(folder -> shim(new AttemptRecord(folder)).ifPresent(alive::add));
        } catch (IOException _) {
            return List.of();
        }
        return alive;
    }

    /** Every live process of a session, also those that left its process group. */
    List<ProcessStat> of(String id) {
        Set<Integer> leaders = shims(id).stream().map(ProcessStat::pid).collect(Collectors.toSet());
        OptionalInt user = user(id);
        return proc.all().stream()
                .filter(process -> leaders.contains(process.session())
                        || proc.hasInEnvironment(process.pid(), MARK + "=" + id)
                        || isOf(user, process))
                .toList();
    }

    /** Ends whatever is left, at once, and says how many that were. */
    int kill(String id) {
        List<ProcessStat> left = of(id);
        left.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
        return left.size();
    }

    /** Asks the shims to end their attempts in order. */
    void terminate(String id) {
        shims(id).forEach(shim -> ProcessHandle.of(shim.pid()).ifPresent(ProcessHandle::destroy));
    }

    private boolean isOf(OptionalInt user, ProcessStat process) {
        return user.isPresent()
                && proc.owner(process.pid())
                        .filter(owner -> owner == user.getAsInt())
                        .isPresent();
    }

    private OptionalInt user(String id) {
        Path workspace = folders.workspace(id);
        if (!Files.isDirectory(workspace, LinkOption.NOFOLLOW_LINKS)) {
            return OptionalInt.empty();
        }
        try {
            int owner = SessionUsers.uid(workspace);
            return users.isSessionUser(owner) ? OptionalInt.of(owner) : OptionalInt.empty();
        } catch (UncheckedIOException _) {
            return OptionalInt.empty();
        }
    }
}
