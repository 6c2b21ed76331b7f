package dev.steward.kit.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every service, and every test class without one, an empty broker and hands out the fixtures. */
final class SuiteExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SuiteExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2)); // The machine may do other things too.
        SuiteInfra infra = SuiteInfra.running();
        TestEvents events = new TestEvents(infra.bootstrapServers());
        RunningService service = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RunningService.class, _ -> new RunningService(), RunningService.class);
        if (service.isNew(context.getRequiredTestClass())) {
            events.deleteEverything();
        }
        context.getStore(NAMESPACE).put(TestEvents.class, events);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestEvents events = context.getStore(NAMESPACE).remove(TestEvents.class, TestEvents.class);
        if (events != null) {
            events.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SuiteInfra.class || type == TestDatabase.class || type == TestEvents.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == SuiteInfra.class) {
            return SuiteInfra.running();
        }
        if (type == TestDatabase.class) {
            return SuiteEnvironment.databaseOf(context.getRequiredTestClass());
        }
        return context.getStore(NAMESPACE).get(TestEvents.class, TestEvents.class);
    }
}
