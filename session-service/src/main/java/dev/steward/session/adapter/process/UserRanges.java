package dev.steward.session.adapter.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which users are those of which data folder of this machine. All processes of a session's user are ended with the
 * session, so no two suites may share any, nor a suite with an account: each range is a symbolic link to the folder that
 * has it.
 *
 * @param claims the folder of these links
 * @param accounts the accounts of the machine, as {@code passwd(5)}
 * @param delegated what users may give to their own containers, as {@code subuid(5)}
 */
record UserRanges(Path claims, Path accounts, Path delegated) {

    /** How many users a range has. */
    static final int SIZE = 100_000;

    static final UserRanges OF_HOST =
            new UserRanges(Path.of("/var/lib/steward/session-users"), Path.of("/etc/passwd"), Path.of("/etc/subuid"));

    private static final Logger LOG = LoggerFactory.getLogger(UserRanges.class);

    /** From here on neither distributions, systemd nor containers hand out any. */
    private static final int FIRST = 1_900_000_000;

    private static final int RANGES = 1_000;

    /** Some users that somebody else has. */
    private record Users(long begin, long count) {

        boolean meet(int range) {
            return begin < (long) first(range) + SIZE && begin + count > first(range);
        }
    }

    /** The range a folder gets where nobody else has it, by the first user in it. */
    static int preferred(Path folder) {
        return first(number(folder));
    }

    /** The first user of the range that this folder has from now on, for as long as it exists. */
    int claim(Path folder) {
        // A file lock is one of the whole process, so threads need another.
        synchronized (UserRanges.class) {
            try {
                Files.createDirectories(folder);
                Files.createDirectories(claims);
                Path file = claims.resolve("lock");
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock _ = channel.lock()) {
                    return first(claimed(folder));
                }
            } catch (IOException e) {
                LOG.warn("cannot make sure that the users of sessions are theirs alone: {}", e.toString());
                return preferred(folder);
            }
        }
    }

    private int claimed(Path folder) throws IOException {
        Map<Integer, Path> holders = holders();
        for (Map.Entry<Integer, Path> holder : holders.entrySet()) {
            if (holder.getValue().equals(folder)) {
                return holder.getKey();
            }
        }
        List<Users> others =
                Stream.concat(ofAccounts().stream(), ofContainers().stream()).toList();
        int free = IntStream.range(0, RANGES)
                .map(tried -> (number(folder) + tried) % RANGES)
                .filter(range -> !Files.exists(holders.getOrDefault(range, link(range))))
                .filter(range -> others.stream().noneMatch(users -> users.meet(range)))
                .findFirst()
                .orElseThrow(() -> new IOException("all ranges of users are taken"));
        Files.deleteIfExists(link(free));
        Files.createSymbolicLink(link(free), folder);
        return free;
    }

    private Map<Integer, Path> holders() throws IOException {
        Map<Integer, Path> holders = new HashMap<>();
        for (Path link : SessionHomes.list(claims)) {
            if (link.getFileName().toString().matches("\\d{1,3}") && Files.isSymbolicLink(link)) {
                holders.put(Integer.valueOf(link.getFileName().toString()), Files.readSymbolicLink(link));
            }
        }
        return holders;
    }

    private Path link(int range) {
        return claims.resolve(String.valueOf(range));
    }

    private List<Users> ofAccounts() throws IOException {
        return lines(accounts)
                .filter(fields -> isNumber(fields, 2))
                .map(fields -> new Users(Long.parseLong(fields[2]), 1))
                .toList();
    }

    private List<Users> ofContainers() throws IOException {
        return lines(delegated)
                .filter(fields -> isNumber(fields, 1) && isNumber(fields, 2))
                .map(fields -> new Users(Long.parseLong(fields[1]), Long.parseLong(fields[2])))
                .toList();
    }

    private static Stream<String[]> lines(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        return lines.stream().map(line -> line.split(":", -1));
    }

    private static boolean isNumber(String[] fields, int index) {
        return fields.length > index && fields[index].matches("\\d{1,10}");
    }

    private static int first(int range) {
        return FIRST + range * SIZE;
    }

    private static int number(Path folder) {
        CRC32 sum = new CRC32();
        sum.update(folder.toString().getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % RANGES);
    }
}
