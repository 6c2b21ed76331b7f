package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Step 1: the administrator makes a project, a developer and a membership; the developer logs in. */
final class Onboarding {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Onboarding() {}

    static Developer of(Api anonymous, String adminPassword, Console console) {
        var admin = anonymous.loginAs("admin", adminPassword);
        var suffix = random(3);
        var project = "demo-" + suffix;
        var username = "dev-" + suffix;
        var password = random(16);
        admin.post("/api/v1/projects", Map.of("project_id", project, "name", "Demo " + suffix), 201);
        var user = admin.post(
                        "/api/v1/users", Map.of("username", username, "password", password, "roles", List.of()), 201)
                .path("id")
                .asString();
        admin.put("/api/v1/projects/" + project + "/members/" + user, Map.of("role", "developer"));
        var developer = anonymous.loginAs(username, password);
        console.say("   project " + project + ", developer " + username + ": logged in");
        return new Developer(developer, username, project);
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
