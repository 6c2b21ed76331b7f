package dev.steward.gateway;

import static dev.steward.contracts.pact.HttpNeed.given;

import dev.steward.contracts.pact.HttpNeed;
import dev.steward.contracts.pact.HttpPact;
import java.util.List;

/** What the edge needs of each service: its routes lead somewhere, and the answers are those it passes on. */
final class ServicePacts {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    static final String GONE = "0198c0de-0000-7000-8000-0000000000ff";

    private ServicePacts() {}

    static List<HttpPact> all() {
        return List.of(pact("zero-trust-service", ZeroTrustNeeds.all()), session(), job(), cost(), healing());
    }

    private static HttpPact session() {
        String session = """
                {"id":"%s","project_id":"shop","user_id":"ada","status":"pending",\
                "created_at":"2026-01-02T03:04:05Z"}""".formatted(HttpNeed.ID);
        String uri = "/api/v1/sessions/{id}";
        return pact(
                "session-service",
                edge("a project with a member", "a session is created", "POST", "/api/v1/sessions")
                        .bearing()
                        .header("Idempotency-Key", "once")
                        .json("""
                                {"project_id":"shop"}""")
                        .answers(201, session)
                        .located("/api/v1/sessions"),
                edge("a session", "a session", "GET", uri).bearing().answers(200, session),
                edge("a session", "the sessions of a project", "GET", "/api/v1/sessions?project_id=shop&page_size=1")
                        .bearing()
                        .answers(200, page(session)),
                edge("a session", "a file is put into a workspace", "PUT", uri + "/files/src/main.txt")
                        .bearing()
                        .body("application/octet-stream", "hello")
                        .answers(201),
                edge("a session", "a session is deleted", "DELETE", uri)
                        .bearing()
                        .answers(204),
                edge("a project with a member", "a session that is not there", "GET", "/api/v1/sessions/" + GONE)
                        .bearing()
                        .answersProblem(404, problem("not-found", "Not found", 404, "/api/v1/sessions/" + GONE)),
                letters());
    }

    private static HttpPact job() {
        return pact(
                "job-orchestrator",
                edge(
                                "a project with a member",
                                "a dataset is uploaded",
                                "PUT",
                                "/api/v1/datasets/d.csv?project_id=shop")
                        .bearing()
                        .body("text/csv", "a,b\n1,2\n")
                        .answers(201, """
                                {"id":"shop/d.csv","dataset_path":"shop/d.csv","project_id":"shop","name":"d.csv","size":8}"""),
                edge("a dataset", "a job is submitted", "POST", "/api/v1/jobs")
                        .bearing()
                        .header("Idempotency-Key", "once")
                        .json("""
                                {"type":"dataset-validation","project_id":"shop",\
                                "payload":{"dataset_path":"shop/sales.csv"}}""")
                        .answers(202, """
                                {"id":"%1$s","job_id":"%1$s","status":"queued"}""".formatted(HttpNeed.ID))
                        .located("/api/v1/jobs"),
                edge("a project with a member", "a job is refused", "POST", "/api/v1/jobs")
                        .bearing()
                        .json("""
                                {"type":"no-such-type","project_id":"shop","payload":{"dataset_path":"shop/sales.csv"}}""")
                        .answersProblem(400, """
                                {"type":"urn:steward:problem:validation-failed","title":"Validation failed","status":400,\
                                "detail":"d","instance":"/api/v1/jobs","code":"validation-failed","trace_id":"%s",\
                                "errors":[{"field":"type","message":"m"}]}""".formatted(TRACE)),
                edge("a job", "a job", "GET", "/api/v1/jobs/{id}").bearing().answers(200, """
                        {"id":"%1$s","job_id":"%1$s","type":"dataset-validation","project_id":"shop","status":"queued",\
                        "progress":0,"correlation_id":"c","created_at":"2026-01-02T03:04:05Z"}""".formatted(HttpNeed.ID)));
    }

    private static HttpPact cost() {
        return pact(
                "cost-optimizer",
                edge("usage of a session", "costs", "GET", "/api/v1/costs?group_by=session&project_id=shop")
                        .bearing()
                        .answers(200, """
                                {"group_by":"session","currency":"USD","price_list_version":"2026-01","items":[{"key":"k",\
                                "project_id":"shop","cost_micros":41,"lines":2,"cpu_seconds":2.75,"memory_gib_seconds":7.75}],\
                                "page":1,"page_size":20,"total":1,"total_pages":1,"total_micros":41,"total_lines":2}"""),
                edge(
                                "a project with a member",
                                "costs of nothing in particular",
                                "GET",
                                "/api/v1/costs?group_by=colour")
                        .bearing()
                        .answersProblem(400, """
                                {"type":"urn:steward:problem:validation-failed","title":"Validation failed","status":400,\
                                "detail":"d","instance":"/api/v1/costs","code":"validation-failed","trace_id":"%s",\
                                "errors":[{"field":"group_by","message":"m"}]}""".formatted(TRACE)),
                letters());
    }

    private static HttpPact healing() {
        String incident = """
                {"id":"%1$s","project_id":"shop","target_type":"session","target_id":"t","status":"open","reason":"crashed",\
                "opened_at":"2026-01-02T03:04:05Z","correlation_id":"c","crashes":1}""".formatted(HttpNeed.ID);
        return pact(
                "self-healing-service",
                edge("an incident", "incidents of a project", "GET", "/api/v1/incidents?project_id=shop&page_size=1")
                        .bearing()
                        .answers(200, page(incident)),
                edge("an incident", "an incident", "GET", "/api/v1/incidents/{id}")
                        .bearing()
                        .answers(200, incident),
                edge("an incident", "an incident that is not there", "GET", "/api/v1/incidents/none")
                        .bearing()
                        .answersProblem(404, problem("not-found", "Not found", 404, "/api/v1/incidents/none")),
                letters());
    }

    private static HttpNeed letters() {
        return edge(
                        "an operator",
                        "the letters a service could not read",
                        "GET",
                        "/operations/dead-letters?page_size=5")
                .bearing()
                .answers(200, """
                        {"items":[],"page":1,"page_size":5,"total":0,"total_pages":0}""");
    }

    static HttpNeed edge(String state, String description, String method, String uri) {
        return given(state, description, method, uri).header("X-Trace-ID", TRACE);
    }

    private static HttpPact pact(String service, HttpNeed... needs) {
        return HttpPact.between("gateway", service, needs);
    }

    static String page(String item) {
        return """
                {"items":[%s],"page":1,"page_size":1,"total":1,"total_pages":1}""".formatted(item);
    }

    static String problem(String code, String title, int status, String instance) {
        return """
                {"type":"urn:steward:problem:%1$s","title":"%2$s","status":%3$d,"detail":"d","instance":"%4$s",\
                "code":"%1$s","trace_id":"%5$s"}""".formatted(code, title, status, instance, TRACE);
    }
}
