package dev.steward.devstack.suite;

import dev.steward.infra.AccessRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The suite's passwords and keys, each in a file that only its owner reads; made on first use and never printed. What
 * the environment names is used as it is.
 */
public final class Secrets {
    private static final String ADMIN_PASSWORD = "STEWARD_ADMIN_PASSWORD_FILE";
    private static final String MASTER_KEY = "STEWARD_MASTER_KEY_FILE";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Layout layout;
    private final Map<String, String> environment;

    public Secrets(Layout layout, Map<String, String> environment) {
        this.layout = layout;
        this.environment = Map.copyOf(environment);
        if ("production".equals(environment.get("STEWARD_PROFILE"))
                && !(environment.containsKey(ADMIN_PASSWORD) && environment.containsKey(MASTER_KEY))) {
            throw new SuiteException("With STEWARD_PROFILE=production, " + ADMIN_PASSWORD + " and " + MASTER_KEY
                    + " must both name a file: nothing is made up for production.");
        }
    }

    public Path adminPassword() {
        return given(
                ADMIN_PASSWORD,
                layout.state().resolve("admin-password"),
                Base64.getUrlEncoder().withoutPadding());
    }

    /** 32 random bytes in Base64. */
    public Path masterKey() {
        return given(MASTER_KEY, layout.state().resolve("master.key"), Base64.getEncoder());
    }

    /** The password of a database role or of the server's administrator. */
    public Path ofDatabase(String role) {
        return made(layout.secrets().resolve(role), Base64.getUrlEncoder().withoutPadding());
    }

    /** The password of a principal of the broker, as {@link AccessRules} name them. */
    public Path ofBroker(String principal) {
        return made(
                layout.secrets().resolve(AccessRules.passwordFile(principal)),
                Base64.getUrlEncoder().withoutPadding());
    }

    /** What the broker is started with. */
    public Map<String, String> brokerPasswords() {
        return AccessRules.principals().stream()
                .collect(Collectors.toMap(principal -> principal, principal -> read(ofBroker(principal))));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw SuiteException.of("The secret " + file + " cannot be read", e);
        }
    }

    /** The value the environment has itself, or in the file it names. */
    static Optional<String> named(Map<String, String> environment, String variable) {
        var file = environment.get(variable + "_FILE");
        return file == null ? Optional.ofNullable(environment.get(variable)) : Optional.of(read(Path.of(file)));
    }

    private Path given(String variable, Path fallback, Base64.Encoder encoder) {
        var file = environment.get(variable);
        if (file == null) {
            return made(fallback, encoder);
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new SuiteException(variable + " names a file that cannot be read: " + file);
        }
        return Path.of(file).toAbsolutePath();
    }

    private static Path made(Path file, Base64.Encoder encoder) {
        if (Files.exists(file)) {
            return file;
        }
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        try {
            Files.createDirectories(file.getParent());
            var unfinished = Files.createTempFile(
                    file.getParent(),
                    "secret",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, encoder.encodeToString(bytes) + "\n");
            return Files.move(unfinished, file);
        } catch (IOException e) {
            throw SuiteException.of("The secret " + file + " cannot be made", e);
        }
    }
}
