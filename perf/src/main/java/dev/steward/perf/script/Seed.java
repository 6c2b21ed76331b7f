package dev.steward.perf.script;

import dev.steward.devstack.demo.Api;
import dev.steward.devstack.demo.Dataset;
import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Measurements;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A project of this run alone with its users, whom the gateway does not limit, a session that runs and a dataset.
 * Requests made here are not part of what is measured.
 */
public final class Seed implements AutoCloseable {
    private static final int MEMBERS = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Http http;
    private final String project;
    private final List<Member> members;
    private final Sessions sessions;
    private final String session;
    private final String dataset;

    private Seed(Http http, String project, List<Member> members) {
        this.http = http;
        this.project = project;
        this.members = members;
        // Now, or the first requests of the run would wait for passwords to be hashed.
        members.forEach(member -> member.token(http));
        sessions = new Sessions(http, project);
        session = sessions.open(members.getFirst());
        sessions.awaitRunning(members.getFirst(), session);
        sessions.put(members.getFirst(), session, Sessions.PAGE);
        dataset = upload();
    }

    public static Seed plant(URI gateway, String adminPassword) {
        var admin = Api.at(gateway).loginAs("admin", adminPassword);
        var project = "perf-" + random(4);
        admin.post("/api/v1/projects", Map.of("project_id", project, "name", "Performance run"), 201);
        var members = IntStream.range(0, MEMBERS)
                .mapToObj(number -> enrol(admin, project, project + "-" + number))
                .toList();
        return new Seed(new Http(gateway, new Measurements()), project, members);
    }

    private static Member enrol(Api admin, String project, String username) {
        var password = random(16);
        var body = Map.of("username", username, "password", password, "roles", List.of("performance"));
        var id = admin.post("/api/v1/users", body, 201).path("id").asString();
        admin.put("/api/v1/projects/" + project + "/members/" + id, Map.of("role", "developer"));
        return new Member(id, username, password);
    }

    private String upload() {
        var sample = Dataset.sample();
        var target = "/api/v1/datasets/" + sample.name() + "?project_id=" + project;
        var headers = Map.of("Content-Type", "application/octet-stream");
        var call = new Call("upload", "PUT", target, sample.content(), headers, Set.of(200, 201));
        return http.send(call, members.getFirst().token(http)).text("dataset_path");
    }

    public String project() {
        return project;
    }

    /** A session that runs as long as the seed stands. */
    public String session() {
        return session;
    }

    public String datasetPath() {
        return dataset;
    }

    /** For requests that are not measured. */
    public Http unmeasured() {
        return http;
    }

    /** One after the other, so that each has its share. */
    public Member member(long number) {
        return members.get((int) (number % members.size()));
    }

    @Override
    public void close() {
        sessions.delete(members.getFirst(), session);
        http.close();
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
