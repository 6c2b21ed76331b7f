package dev.steward.devstack.demo;

import dev.steward.devstack.process.Console;

/** The six steps in order; the first that does not hold ends the scenario with the reason. */
public record Scenario(Api anonymous, String adminPassword, Dataset dataset, Faults faults, Console console) {
    private static final String CONTENT = "<!doctype html><title>Steward</title><p>Served by a dev session.</p>\n";

    /** Whether all of it was played; a step whose process is out of reach is left out. */
    public boolean play() {
        say("1. People: an administrator makes a project and a developer");
        var developer = Onboarding.of(anonymous, adminPassword, console);

        say("2. A dev session serves a page");
        var session = DevSession.open(developer, console);
        try (var page = session.publish(CONTENT, console)) {
            say("3. Its process is killed and comes back");
            var incident = Crash.of(developer, session, page, faults, console);

            say("4. A dataset is validated");
            var job = Validation.of(developer, dataset, console);

            say("5. What it cost, and how it hangs together");
            Bill.of(developer, session, job, console);
            incident.ifPresent(found -> Timeline.of(developer, found, console));

            say("6. session-service is killed; the session is found again");
            return Recovery.of(developer, session, page, faults, console) && incident.isPresent();
        }
    }

    private void say(String line) {
        console.say("");
        console.say(line);
    }
}
