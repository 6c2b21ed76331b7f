package dev.steward.kit.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** What a service's environment says when it runs against the servers of the tests. */
public final class SuiteEnvironment implements ContextCustomizerFactory {

    private static final ReentrantLock LOGGING = new ReentrantLock();
    private static final Map<Class<?>, TestDatabase> DATABASES = new ConcurrentHashMap<>();

    /** The database of a test class, made when first asked for; that of its service, if it shares one. */
    public static TestDatabase databaseOf(Class<?> testClass) {
        return DATABASES.computeIfAbsent(
                serviceOf(testClass), each -> SuiteInfra.running().newDatabase(each.getSimpleName()));
    }

    /** What stands for the service of a test class: the class that says {@link StewardIT}, or what all of it is in. */
    static Class<?> serviceOf(Class<?> testClass) {
        Class<?> outermost = testClass;
        while (outermost.isAnnotationPresent(Nested.class)) {
            outermost = outermost.getEnclosingClass();
        }
        return MergedAnnotations.from(outermost, SearchStrategy.SUPERCLASS)
                                .get(StewardIT.class)
                                .getSource()
                        instanceof Class<?> declaring
                ? declaring
                : outermost;
    }

    /** The {@code STEWARD_*} properties of a service on this database. */
    public static Map<String, Object> of(TestDatabase database) {
        var properties = new TreeMap<String, Object>();
        properties.put("STEWARD_PORT", "0");
        properties.put("STEWARD_DB_HOST", database.server().host());
        properties.put("STEWARD_DB_PORT", String.valueOf(database.server().port()));
        properties.put("STEWARD_DB_NAME", database.name());
        properties.put("STEWARD_DB_OWNER_PASSWORD", TestDatabase.OWNER_PASSWORD);
        properties.put("STEWARD_DB_APP_PASSWORD", TestDatabase.APP_PASSWORD);
        properties.put("STEWARD_DB_POOL", "10");
        properties.put("STEWARD_KAFKA", SuiteInfra.running().bootstrapServers());
        return properties;
    }

    /**
     * Starts one more instance of a service, on a port of its own, for a test of several or of a restart.
     *
     * @param properties further properties, as {@code name=value}
     */
    public static ConfigurableApplicationContext start(
            TestDatabase database, List<Class<?>> sources, String... properties) {
        // As arguments, because a service's own application.yaml has defaults for some of them.
        String[] arguments = Stream.concat(
                        of(database).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()),
                        Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        // Logging is one for the JVM and is set up before the context: two starts at once would disturb each other.
        LOGGING.lock();
        try {
            return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                    .initializers(_ -> LOGGING.unlock())
                    .run(arguments);
        } finally {
            if (LOGGING.isHeldByCurrentThread()) {
                LOGGING.unlock();
            }
        }
    }

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return AnnotatedElementUtils.hasAnnotation(testClass, StewardIT.class)
                ? new Customizer(serviceOf(testClass))
                : null;
    }

    /** Equal for the classes of one service only: no context is shared without its database. */
    private record Customizer(Class<?> service) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("suite", SuiteEnvironment.of(databaseOf(service))));
        }
    }
}
