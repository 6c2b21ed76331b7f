package dev.steward.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service's own sources say.
 *
 * @param variables it reads, the kit's included
 * @param topics it names, by their names on the wire
 */
record ServiceSource(String database, Set<String> variables, Set<String> topics) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern READ = Pattern.compile("(?m)\\$\\{(STEWARD_[A-Z_]+)|^(STEWARD_[A-Z_]+):");
    private static final Pattern DATABASE = Pattern.compile("(?m)^STEWARD_DB_NAME: (\\w+)$");
    private static final Map<String, ServiceSource> READ_ONCE = new ConcurrentHashMap<>();
    private static final Pattern TOPIC = Pattern.compile("Topics\\.([A-Z_]+)");

    static boolean exists(String module) {
        return Files.isDirectory(ROOT.resolve(module).resolve("src/main/resources"));
    }

    static ServiceSource of(String module) {
        return READ_ONCE.computeIfAbsent(module, ServiceSource::readAll);
    }

    private static ServiceSource readAll(String module) {
        Path main = ROOT.resolve(module).resolve("src/main");
        List<String> settings = Stream.concat(
                        texts(main.resolve("resources"), ".yaml"),
                        texts(ROOT.resolve("service-kit/src/main/resources"), ".yaml"))
                .toList();
        return new ServiceSource(
                settings.stream()
                        .flatMap(yaml -> DATABASE.matcher(yaml).results())
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow(),
                settings.stream()
                        .flatMap(yaml -> READ.matcher(yaml).results())
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                texts(main.resolve("java"), ".java")
                        .flatMap(java -> TOPIC.matcher(java).results())
                        .flatMap(found -> topics(found.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** One name, or those of a set that is declared of names. */
    private static Stream<String> topics(String constant) {
        String declared = read(ROOT.resolve("shared-events/src/main/java/dev/steward/events/Topics.java"));
        Matcher set = Pattern.compile(" " + constant + " =\\s+Set\\.of\\(([A-Z_, ]+)\\)")
                .matcher(declared);
        return (set.find() ? Stream.of(set.group(1).split(", ")) : Stream.of(constant))
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    private static Stream<String> texts(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).map(ServiceSource::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
