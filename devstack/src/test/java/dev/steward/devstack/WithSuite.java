package dev.steward.devstack;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one suite of this JVM to the tests that ask for it; started with the first, stopped after the last. */
final class WithSuite implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SuiteUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var suite = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(SuiteUnderTest.class, type -> new SuiteUnderTest(), SuiteUnderTest.class);
        // Whatever the test before broke is whole again.
        if (suite.isRunning() && suite.isBroken()) {
            suite.steward("down");
        }
        suite.upUnlessRunning();
        suite.awaitReady();
        return suite;
    }
}
