package dev.steward.session.adapter.kubernetes;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The chart {@code dev-session} as it is bundled with this service, rendered by Helm itself within this process. Helm is
 * loaded, and the chart unpacked, with the first use. Safe for concurrent use.
 */
final class SessionChart implements AutoCloseable {

    private static final String CHART = "charts/dev-session/";

    /** What the chart is asked to be rendered for: the oldest that it knows. */
    private static final String KUBERNETES = "1.30.0";

    private static final Pattern NOT_IN_YAML = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff]");

    private final KubernetesSerialization serialization;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Path unpacked;

    SessionChart(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /**
     * The objects of a session, in the order in which they are to be made.
     *
     * @throws IllegalStateException if the chart does not take these values; its message says which
     */
    List<HasMetadata> render(String namespace, Map<String, Object> values) throws IOException {
        Object objects = serialization.unmarshal(text(namespace, values));
        return ((List<?>) objects).stream().map(HasMetadata.class::cast).toList();
    }

    /** As Helm prints it. A file, because what is given by it is no expression in which a comma or a brace means something. */
    String text(String namespace, Map<String, Object> values) throws IOException {
        Path file = Files.createTempFile("dev-session", ".json");
        lock.lock();
        try {
            Files.writeString(file, escaped(serialization.asJson(values)));
            return new Helm(folder())
                    .template()
                    .withName("session")
                    .withNamespace(namespace)
                    .withKubeVersion(KUBERNETES)
                    .withValuesFile(file)
                    .call();
        } finally {
            lock.unlock();
            Files.delete(file);
        }
    }

    LintResult lint() throws IOException {
        lock.lock();
        try {
            return new Helm(folder()).lint().strict().call();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (unpacked != null) {
                try (Stream<Path> files = Files.walk(unpacked)) {
                    for (Path file :
                            files.sorted((one, other) -> other.compareTo(one)).toList()) {
                        Files.delete(file);
                    }
                }
                unpacked = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same JSON; Helm reads it as YAML, to which these end a line or are nothing to be read. */
    private static String escaped(String json) {
        return NOT_IN_YAML
                .matcher(json)
                .replaceAll(found -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }

    private Path folder() throws IOException {
        Path folder = unpacked;
        if (folder == null) {
            folder = unpack();
            unpacked = folder;
        }
        return folder;
    }

    private static Path unpack() throws IOException {
        Path folder = Files.createTempDirectory("dev-session");
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:" + CHART + "**")) {
            String url = file.getURL().toString();
            if (!url.endsWith("/")) {
                Path target = folder.resolve(url.substring(url.lastIndexOf(CHART) + CHART.length()));
                Files.createDirectories(target.getParent());
                try (InputStream content = file.getInputStream()) {
                    Files.copy(content, target);
                }
            }
        }
        return folder;
    }
}
