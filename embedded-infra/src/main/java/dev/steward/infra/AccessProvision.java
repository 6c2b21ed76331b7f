package dev.steward.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Gives a broker its users and rules at an address where nobody has to log in: for containers, run on the Java and the
 * jars of the broker's own image.
 */
public final class AccessProvision {
    private AccessProvision() {}

    /** Wants the broker's address and the folder with the passwords of all principals but the administrator. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> passwords = new HashMap<>();
        for (var principal : AccessRules.principals()) {
            if (!principal.equals(AccessRules.ADMIN)) {
                var file = Path.of(arguments[1], AccessRules.passwordFile(principal));
                passwords.put(principal, Files.readString(file).strip());
            }
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", arguments[0]))) {
            new AccessControl(admin).apply(AccessRules.all(), passwords);
        }
        System.out.println("Kafka knows " + passwords.size() + " users and their rights.");
    }
}
