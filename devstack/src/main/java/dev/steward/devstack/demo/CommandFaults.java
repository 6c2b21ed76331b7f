package dev.steward.devstack.demo;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Kills in a suite elsewhere by the commands its operator gave, such as a {@code kubectl exec}; run by a shell with
 * {@code SESSION_ID} set.
 */
public record CommandFaults(Optional<String> killSession, Optional<String> killService) implements Faults {
    @Override
    public boolean killSession(String sessionId) {
        killSession.ifPresent(command -> run(command, sessionId));
        return killSession.isPresent();
    }

    @Override
    public boolean killSessionService() {
        killService.ifPresent(command -> run(command, ""));
        return killService.isPresent();
    }

    /** What a command kills elsewhere cannot be told from here; in a container it is both. */
    @Override
    public boolean sessionsDieWithService() {
        return killService.isPresent();
    }

    @Override
    public OptionalLong processOf(String sessionId) {
        return OptionalLong.empty();
    }

    private static void run(String command, String sessionId) {
        var builder = new ProcessBuilder("sh", "-c", command).inheritIO();
        builder.environment().put("SESSION_ID", sessionId);
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new DemoException("the command ended with status " + status + ": " + command);
            }
        } catch (IOException e) {
            throw new DemoException("the command could not be run: " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }
}
