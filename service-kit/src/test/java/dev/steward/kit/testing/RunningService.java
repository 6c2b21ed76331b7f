package dev.steward.kit.testing;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContextManager;

/** The one service that a {@link StewardIT} may have running: it ends before another begins, and at the end of all. */
final class RunningService implements AutoCloseable {

    private @Nullable Class<?> latest;

    /** Whether a test class is the first of its service. */
    boolean isNew(Class<?> testClass) {
        Class<?> before = latest;
        if (before != null && SuiteEnvironment.serviceOf(before) == SuiteEnvironment.serviceOf(testClass)) {
            return false;
        }
        close();
        latest = testClass;
        return true;
    }

    @Override
    public void close() {
        if (latest != null && AnnotatedElementUtils.hasAnnotation(latest, StewardIT.class)) {
            new TestContextManager(latest).getTestContext().markApplicationContextDirty(null);
        }
        latest = null;
    }
}
