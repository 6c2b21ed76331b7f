package dev.steward.devstack;

import dev.steward.devstack.command.Commands;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.infra.InfraException;
import java.io.IOException;
import java.util.List;

/** The launcher's main class; the script {@code steward} runs it with the checkout as {@code steward.checkout}. */
final class Steward {
    private Steward() {}

    static void main(String[] arguments) throws Exception {
        int status;
        try {
            status = Commands.run(List.of(arguments));
        } catch (SuiteException | InfraException e) {
            System.err.println("steward: " + e.getMessage());
            status = 1;
        } catch (IOException e) {
            System.err.println("steward: "
                    + SuiteException.of("the files of the suite cannot be used", e)
                            .getMessage());
            status = 1;
        }
        System.exit(status);
    }
}
