package dev.steward.kit.testing;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Test classes that share a service run one after another, because it ends with the first that does not; and those that
 * have to do with none come before all, so that none runs beside them.
 */
public final class SuiteOrder implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(SuiteOrder::needsServers)
                        .thenComparing(each ->
                                SuiteEnvironment.serviceOf(each.getTestClass()).getName())
                        .thenComparing(each -> each.getTestClass().getName()));
    }

    private static boolean needsServers(ClassDescriptor each) {
        return each.isAnnotated(StewardIT.class) || each.isAnnotated(WithSuiteInfra.class);
    }
}
