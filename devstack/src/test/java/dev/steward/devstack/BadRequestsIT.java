package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.demo.Api;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What is refused, by whatever service: the right status, a problem detail, and not a row more than before. */
@ExtendWith(WithSuite.class)
class BadRequestsIT {
    private static final String NOBODY = "0199c1f0-0000-7000-8000-00000000dead";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String TWO_MEGABYTES = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";

    private final List<Refusal> refusals = new ArrayList<>();

    private record Refusal(RawCall call, int status, String code) {}

    @Test
    void areRefusedByEveryServiceAndLeaveNothing(SuiteUnderTest suite) throws Exception {
        var admin = suite.api().loginAs("admin", suite.adminPassword());
        for (var project : List.of("mine", "theirs")) {
            admin.post("/api/v1/projects", Map.of("project_id", project, "name", project), 201);
        }
        var user = admin.post("/api/v1/users", Map.of("username", "mallory", "password", PASSWORD), 201)
                .path("id")
                .asString();
        admin.put("/api/v1/projects/mine/members/" + user, Map.of("role", "developer"));
        var session = admin.post("/api/v1/sessions", Map.of("project_id", "theirs"), 201)
                .path("id")
                .asString();
        var job = theirJob(admin);
        var gateway = URI.create(suite.part("gateway").address());
        var token = login(gateway, "mallory", PASSWORD);
        var expired = TokenForge.of(suite).older(token, Duration.ofHours(1));
        var reads = Stream.of("sessions", "jobs", "incidents", "projects", "costs?group_by=project", "users/" + user)
                .map(path -> "/api/v1/" + path)
                .toList();
        assertThat(RawCall.get(reads.getFirst())
                        .by(TokenForge.of(suite).older(token, Duration.ZERO))
                        .send(gateway, "forged")
                        .statusCode())
                .as("only its age is wrong with the expired token")
                .isEqualTo(200);

        refuse(login("nobody", PASSWORD), 401, "unauthorized");
        refuse(login("mallory", "wrong"), 401, "unauthorized");
        for (var path : reads) {
            refuse(RawCall.get(path), 401, "unauthorized");
            refuse(RawCall.get(path).by(expired), 401, "unauthorized");
        }
        refuseMalformed(token, suite);
        refuseUnknown(token);
        refuseTheirs(token, session, job);

        var database = SuiteDatabase.of(suite);
        var before = database.rows();
        for (int i = 0; i < refusals.size(); i++) {
            assertRefused(refusals.get(i), gateway, "bad-request-" + i);
        }
        assertThat(database.rows()).isEqualTo(before);
    }

    private void refuseMalformed(String token, SuiteUnderTest suite) throws Exception {
        var admin = login(URI.create(suite.part("gateway").address()), "admin", suite.adminPassword());
        var creates = List.of(
                RawCall.post("/api/v1/auth/login", "{\"username\":\"mallory\",\"password\":\"x\",\"extra\":1}"),
                RawCall.post("/api/v1/users", "{\"username\":\"eve\",\"password\":\"" + PASSWORD + "\",\"extra\":1}"),
                RawCall.post("/api/v1/projects", "{\"project_id\":\"new\",\"name\":\"New\",\"extra\":1}"),
                RawCall.put("/api/v1/projects/mine/members/" + NOBODY, "{\"role\":\"developer\",\"extra\":1}"),
                RawCall.post("/api/v1/sessions", "{\"project_id\":\"mine\",\"extra\":1}"),
                RawCall.post(
                        "/api/v1/jobs",
                        "{\"type\":\"dataset-validation\",\"project_id\":\"mine\",\"payload\":{},\"extra\":1}"));
        for (var create : creates) {
            var caller = create.path().contains("/auth/") ? null : admin;
            refuse(create.by(caller), 400, "validation-failed");
            refuse(new RawCall(create.method(), create.path(), caller, "{\"project_id\":"), 400, "bad-request");
            refuse(new RawCall(create.method(), create.path(), caller, TWO_MEGABYTES), 413, "payload-too-large");
        }
        refuse(RawCall.post("/api/v1/sessions", "{\"project_id\":\"No Slug\"}").by(token), 400, "validation-failed");
        refuse(RawCall.get("/api/v1/sessions?page_size=101").by(token), 400, "validation-failed");
        refuse(RawCall.get("/api/v1/incidents?status=odd").by(token), 400, "validation-failed");
    }

    private void refuseUnknown(String token) {
        for (var path : List.of("sessions/" + NOBODY, "jobs/" + NOBODY, "incidents/" + NOBODY, "projects/nowhere")) {
            refuse(RawCall.get("/api/v1/" + path).by(token), 404, "not-found");
        }
        refuse(new RawCall("DELETE", "/api/v1/sessions/" + NOBODY, token, ""), 404, "not-found");
        refuse(RawCall.get("/api/v1/sessions/" + NOBODY + "/files/a").by(token), 404, "not-found");
        refuse(RawCall.get("/api/v1/nothing-of-the-kind").by(token), 404, "not-found");
    }

    private void refuseTheirs(String token, String session, String job) {
        for (var path : List.of(
                "sessions/" + session,
                "sessions/" + session + "/files/index.html",
                "jobs/" + job,
                "projects/theirs",
                "sessions?project_id=theirs",
                "jobs?project_id=theirs",
                "incidents?project_id=theirs",
                "costs?group_by=session&project_id=theirs")) {
            refuse(RawCall.get("/api/v1/" + path).by(token), 404, "not-found");
        }
        refuse(new RawCall("DELETE", "/api/v1/sessions/" + session, token, ""), 404, "not-found");
        refuse(RawCall.put("/api/v1/sessions/" + session + "/files/a", "x").by(token), 404, "not-found");
        refuse(RawCall.put("/api/v1/datasets/a.csv?project_id=theirs", "a\n1\n").by(token), 404, "not-found");
        refuse(RawCall.post("/api/v1/sessions", "{\"project_id\":\"theirs\"}").by(token), 404, "not-found");
    }

    private void refuse(RawCall call, int status, String code) {
        refusals.add(new Refusal(call, status, code));
    }

    private static void assertRefused(Refusal refusal, URI gateway, String traceId) throws Exception {
        var answer = refusal.call().send(gateway, traceId);
        var what = refusal.call() + " answered " + answer.body();
        assertThat(answer.statusCode()).as(what).isEqualTo(refusal.status());
        assertThat(answer.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
        assertThat(answer.headers().firstValue("X-Trace-ID")).as(what).contains(traceId);
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt()).as(what).isEqualTo(refusal.status());
        assertThat(problem.path("code").asString("")).as(what).isEqualTo(refusal.code());
        assertThat(problem.path("trace_id").asString("")).as(what).isEqualTo(traceId);
        assertThat(problem.propertyNames()).as(what).contains("type", "title", "detail", "instance");
    }

    private static String theirJob(Api admin) {
        var path = admin.upload(
                        "/api/v1/datasets/theirs.csv?project_id=theirs", "text/csv", BodyPublishers.ofString("a\n1\n"))
                .path("dataset_path")
                .asString();
        var job = Map.of("type", "dataset-validation", "project_id", "theirs", "payload", Map.of("dataset_path", path));
        return admin.post("/api/v1/jobs", job, 202).path("id").asString();
    }

    private static RawCall login(String username, String password) {
        var body = Map.of("username", username, "password", password);
        return RawCall.post("/api/v1/auth/login", JsonMapper.shared().writeValueAsString(body));
    }

    private static String login(URI gateway, String username, String password) throws Exception {
        var answer = login(username, password).send(gateway, "login");
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }
}
