package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells which processes of the host belong to a session: those in the POSIX session of its shim and those that inherited
 * its mark in their environment; as root those of its user, which no process can leave; and otherwise those that print
 * into its log.
 */
final class SessionProcesses {

    /** The environment variable every process of a session inherits. */
    static final String MARK = "STEWARD_SESSION_ID";

    /** More than these may be born while they are ended one by one. */
    private static final int MANY = 8;

    /** Also of an attempt whose records were removed, and wherever a link leads to the data folder from. */
    private static final Pattern LOG_FILE =
            Pattern.compile(".*/([0-9a-f-]{36})/control/\\d+/output(?: \\(deleted\\))?");

    private final Map<String, ProcessStat> listeners = new ConcurrentHashMap<>();
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
                .flatMap(this::alive);
    }

    private Optional<ProcessStat> alive(AttemptRecord.Identity begun) {
        return proc.stat(begun.pid()).filter(stat -> stat.startTicks() == begun.startTicks());
    }

    /** Every shim that is alive, of any attempt of a session. */
    List<ProcessStat> shims(String id) {
        return attempts(id).stream().flatMap(attempt -> shim(attempt).stream()).toList();
    }

    /**
     * Whether a process of an attempt listens on a port: the one that did before, the dev server itself, or any other.
     * Where the host does not tell who listens, whoever does counts.
     */
    boolean listen(String id, AttemptRecord attempt, int port) {
        Optional<Set<String>> sockets = proc.listening(port);
        if (sockets.isEmpty()) {
            return true;
        }
        Predicate<ProcessStat> listens = process -> proc.holdsOneOf(process.pid(), sockets.get());
        Stream<ProcessStat> before = Optional.ofNullable(listeners.get(id)).stream()
                .filter(process ->
                        proc.stat(process.pid()).stream().anyMatch(now -> now.startTicks() == process.startTicks()));
        Stream<ProcessStat> server = attempt.server().stream().flatMap(begun -> alive(begun).stream());
        if (Stream.concat(before, server).anyMatch(listens)) {
            return true;
        }
        // A look at the whole host costs more than all else, and a dev server that is run by another one needs it.
        Optional<ProcessStat> found = sockets.get().isEmpty()
                ? Optional.empty()
                : own(id).stream().filter(listens).findFirst();
        found.ifPresent(process -> listeners.put(id, process));
        return found.isPresent();
    }

    /** Anybody can take over the mark of another session; who has a user of its own is known by that. */
    private List<ProcessStat> own(String id) {
        OptionalInt user = user(id);
        return of(id).stream()
                .filter(process -> user.isEmpty() || isOf(user, process))
                .toList();
    }

    private List<AttemptRecord> attempts(String id) {
        List<AttemptRecord> attempts = new ArrayList<>();
        try (DirectoryStream<Path> records = Files.newDirectoryStream(folders.control(id))) {
            records.forEach(folder -> attempts.add(new AttemptRecord(folder)));
        } catch (IOException _) {
            return List.of();
        }
        return attempts;
    }

    /** Every live process of a session, also those that left its process group. */
    List<ProcessStat> of(String id) {
        if (attempts(id).isEmpty()) {
            // A look at the whole host for what was never launched would be most of what a first start costs.
            return List.of();
        }
        Set<Integer> leaders = shims(id).stream().map(ProcessStat::pid).collect(Collectors.toSet());
        OptionalInt user = user(id);
        return proc.all().stream()
                .filter(process -> leaders.contains(process.session())
                        || proc.environment(process.pid()).contains(MARK + "=" + id)
                        || isOf(user, process)
                        || (!users.areSeparate()
                                && printer(process).filter(id::equals).isPresent()))
                .toList();
    }

    /** The live processes of several sessions, found by one look at the host; of none there is nothing to look for. */
    Map<String, List<ProcessStat>> bySession(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<Integer, String> leaders = new HashMap<>();
        Map<Integer, String> owners = new HashMap<>();
        Map<String, String> marks = new HashMap<>();
        for (String id : ids) {
            shims(id).forEach(shim -> leaders.put(shim.pid(), id));
            user(id).ifPresent(user -> owners.put(user, id));
            marks.put(MARK + "=" + id, id);
        }
        return proc.all().stream()
                .map(process -> Map.entry(process, ownerOf(process, leaders, owners, marks)))
                .filter(found -> found.getValue().isPresent())
                .collect(Collectors.groupingBy(
                        found -> found.getValue().get(), Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    }

    /** Ends all but the shim, which is to record that, at once. */
    void killAllButShim(String id, AttemptRecord attempt) {
        int shim = shim(attempt).map(ProcessStat::pid).orElse(-1);
        of(id).stream().filter(process -> process.pid() != shim).forEach(SessionProcesses::kill);
    }

    /** Ends whatever is left, at once, and says how many that were. */
    int kill(String id) {
        listeners.remove(id);
        List<ProcessStat> left = of(id);
        left.forEach(SessionProcesses::kill);
        OptionalInt user = user(id);
        if (left.size() > MANY && user.isPresent()) {
            HostCommands.killAllOf(user.getAsInt());
        }
        return left.size();
    }

    private static void kill(ProcessStat process) {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** In the order of what it costs to find out. */
    private Optional<String> ownerOf(
            ProcessStat process, Map<Integer, String> leaders, Map<Integer, String> owners, Map<String, String> marks) {
        Optional<String> led = Optional.ofNullable(leaders.get(process.session()));
        if (led.isPresent()) {
            return led;
        }
        // Where sessions have users of their own, those tell it of every process.
        return users.areSeparate()
                ? proc.owner(process.pid()).map(owners::get)
                : proc.environment(process.pid()).stream()
                        .map(marks::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .or(() -> printer(process).filter(marks::containsValue));
    }

    /** The session into whose log a process prints, which it was given and few care to close. */
    private Optional<String> printer(ProcessStat process) {
        return proc.outputs(process.pid()).stream()
                .map(LOG_FILE::matcher)
                .filter(Matcher::matches)
                .map(log -> log.group(1))
                .findFirst();
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
        return users.of(folders.workspace(id));
    }
}
