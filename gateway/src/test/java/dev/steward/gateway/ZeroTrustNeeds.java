package dev.steward.gateway;

import static dev.steward.gateway.ServicePacts.GONE;
import static dev.steward.gateway.ServicePacts.edge;
import static dev.steward.gateway.ServicePacts.page;
import static dev.steward.gateway.ServicePacts.problem;

import dev.steward.contracts.pact.HttpNeed;
import java.util.List;
import java.util.stream.Stream;

/** What clients of the edge need of zero-trust-service. */
final class ZeroTrustNeeds {

    private static final String STARTED = "a started service";
    private static final String ADA = "a user ada";
    private static final String SHOP = "a project with a member";
    private static final String POLICIES = "/api/v1/zero-trust/policies";
    private static final String VERIFY = "/api/v1/zero-trust/verify";
    private static final String SECRETS = "/api/v1/secrets";
    private static final String UNKNOWN_REFRESH_TOKEN = "A".repeat(43);
    private static final String RULES = """
            {"name":"%s","resource_pattern":"docs/%s","actions":["read"],"effect":"allow"}""";

    private ZeroTrustNeeds() {}

    static HttpNeed[] all() {
        return Stream.of(logins(), tokens(), metadata(), decisions(), policies(), secrets(), audit(), administration())
                .flatMap(List::stream)
                .toArray(HttpNeed[]::new);
    }

    private static List<HttpNeed> logins() {
        return List.of(
                edge(ADA, "a login", "POST", "/api/v1/auth/login")
                        .json(credentials("ada"))
                        .answers(200, """
                                {"access_token":"eyJ","token_type":"Bearer","expires_in":900,\
                                "refresh_token":"r","login_session_id":"s"}"""),
                edge(STARTED, "a login that is refused", "POST", "/api/v1/auth/login")
                        .json(credentials("nobody"))
                        .answersProblem(401, problem("unauthorized", "Unauthorized", 401, "/api/v1/auth/login")));
    }

    private static List<HttpNeed> tokens() {
        return List.of(
                token("a service account", "a token for a client secret")
                        .asClient()
                        .form("grant_type=client_credentials")
                        .answers(200, """
                                {"access_token":"eyJ","token_type":"Bearer","expires_in":900,"scope":"*:read"}""", "token_type"),
                token("a login of ada", "a token for a refresh token")
                        .form("grant_type=refresh_token&refresh_token=r")
                        .known("refresh_token", "refresh_token")
                        .answers(200, """
                                {"access_token":"eyJ","token_type":"Bearer","expires_in":900,"refresh_token":"r"}""", "token_type"),
                token("an API key", "a token for an API key")
                        .form("grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=stw_k"
                                + "&subject_token_type=urn:steward:params:oauth:token-type:api-key")
                        .known("subject_token", "key")
                        .answers(200, """
                                {"access_token":"eyJ","token_type":"Bearer","expires_in":900,"scope":"*:read",\
                                "issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}""", "token_type", "issued_token_type"),
                token(STARTED, "a refresh token that does not hold")
                        .form("grant_type=refresh_token&refresh_token=" + UNKNOWN_REFRESH_TOKEN)
                        .answers(400, error("invalid_grant"), "error"),
                token(STARTED, "an API key that does not hold")
                        .form("grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=stw_gone"
                                + "&subject_token_type=urn:steward:params:oauth:token-type:api-key")
                        .answers(400, error("invalid_request"), "error"),
                token(STARTED, "a client that is not known")
                        .form("grant_type=client_credentials&client_id=nobody&client_secret=s")
                        .answers(401, error("invalid_client"), "error")
                        .answering("WWW-Authenticate", "Basic realm=\"steward\""),
                edge(STARTED, "what a token says", "POST", "/oauth2/introspect")
                        .bearing()
                        .form("token=t")
                        .known("token", "token")
                        .answers(200, """
                                {"active":true,"sub":"u","username":"ada","client_id":"steward","exp":1767323045,\
                                "token_type":"Bearer"}""", "active"),
                edge(STARTED, "a token that does not hold", "POST", "/oauth2/introspect")
                        .bearing()
                        .form("token=gone")
                        .answers(200, "{\"active\":false}", "active"),
                edge("a login of ada", "a login session is ended by its refresh token", "POST", "/oauth2/revoke")
                        .form("token=r")
                        .known("token", "refresh_token")
                        .answers(200));
    }

    private static List<HttpNeed> metadata() {
        String server = """
                {"issuer":"http://edge","token_endpoint":"http://edge/oauth2/token",\
                "jwks_uri":"http://edge/.well-known/jwks.json","introspection_endpoint":"http://edge/oauth2/introspect",\
                "revocation_endpoint":"http://edge/oauth2/revoke","grant_types_supported":["refresh_token"],\
                "token_endpoint_auth_methods_supported":["client_secret_basic"]}""";
        return List.of(
                edge(STARTED, "the keys tokens are signed with", "GET", "/.well-known/jwks.json")
                        .answers(200, """
                                {"keys":[{"kty":"RSA","kid":"k","n":"n","e":"AQAB"}]}"""),
                edge(STARTED, "the authorization server", "GET", "/.well-known/oauth-authorization-server")
                        .answers(200, server),
                edge(STARTED, "the authorization server where others look", "GET", "/.well-known/openid-configuration")
                        .answers(200, server),
                edge(STARTED, "the policy decision point", "GET", "/.well-known/authzen-configuration")
                        .answers(200, """
                                {"policy_decision_point":"http://edge",\
                                "access_evaluation_endpoint":"http://edge/access/v1/evaluation",\
                                "access_evaluations_endpoint":"http://edge/access/v1/evaluations"}"""));
    }

    private static List<HttpNeed> decisions() {
        String vault = "a policy that wants a second factor";
        return List.of(
                edge(vault, "a decision to challenge", "POST", VERIFY)
                        .bearing()
                        .json(question("docs/vault"))
                        .answers(200, """
                                {"decision":"challenge","decision_id":"d","trust_score":{"overall_score":25.25,\
                                "trust_level":"low","breakdown":{"device_trust":20.5,"user_trust":30.5,"context_trust":25.5}},\
                                "policy_evaluation":{"policy_id":"p","version":1,"reason":"r","required_action":"mfa"}}""", "decision", "required_action"),
                edge(ADA, "a decision to deny", "POST", VERIFY)
                        .bearing()
                        .json(question("docs/unknown"))
                        .answers(200, """
                                {"decision":"deny","decision_id":"d","policy_evaluation":{"reason":"r"}}""", "decision"),
                edge(ADA, "an evaluation", "POST", "/access/v1/evaluation")
                        .bearing()
                        .json(evaluation("platform", "_/projects/_"))
                        .answers(200, """
                                {"decision":true,"context":{"reason":"r","decision_id":"d"}}"""),
                edge(vault, "evaluations", "POST", "/access/v1/evaluations")
                        .bearing()
                        .json("""
                                {"evaluations":[%s]}""".formatted(evaluation("docs", "vault")))
                        .answers(200, """
                                {"evaluations":[{"decision":false,"context":{"reason":"r","decision_id":"d",\
                                "required_action":"mfa"}}]}""", "decision", "required_action"));
    }

    private static List<HttpNeed> policies() {
        String inDryRun = policy("dry_run");
        return List.of(
                edge(STARTED, "a policy is written", "POST", POLICIES)
                        .bearing()
                        .json(RULES.formatted("Written", "written"))
                        .answers(201, policy("draft"), "state")
                        .located(POLICIES),
                edge("a policy", "a policy is tried", "POST", POLICIES + "/{id}/dry-run")
                        .bearing()
                        .json("{}")
                        .answers(200, inDryRun, "state"),
                edge("a policy in dry run", "a policy is activated", "POST", POLICIES + "/{id}/activate")
                        .bearing()
                        .json("{}")
                        .answers(200, policy("active"), "state"),
                edge("a policy", "a policy is activated that was not tried", "POST", POLICIES + "/{id}/activate")
                        .bearing()
                        .json("{\"version\":1}")
                        .answersProblem(409, problem("conflict", "Conflict", 409, POLICIES)),
                edge(ADA, "what a policy would change", "POST", POLICIES + "/simulate")
                        .bearing()
                        .json("""
                                {"policy":%s,"request":%s}""".formatted(RULES.formatted("Simulated", "simulated"), question("docs/simulated")))
                        .answers(200, """
                                {"decisions":1,"changed":1,"complete":true,"items":[{"user_id":"u",\
                                "resource":"docs/simulated","action":"read","now":{"decision":"deny"},\
                                "would":{"decision":"allow"}}]}""", "decision"));
    }

    private static List<HttpNeed> secrets() {
        String secret = """
                {"id":"%s","project_id":"shop","name":"token","version":1,"created_at":"2026-01-02T03:04:05Z",\
                "changed_at":"2026-01-02T03:04:05Z"}""".formatted(HttpNeed.ID);
        return List.of(
                edge(SHOP, "a secret is kept", "POST", SECRETS)
                        .bearing()
                        .json("""
                                {"project_id":"shop","name":"token","value":"hidden"}""")
                        .answers(201, secret)
                        .located(SECRETS),
                edge("a secret", "a secret is rotated", "POST", SECRETS + "/{id}/rotate")
                        .bearing()
                        .json("{\"value\":\"another\"}")
                        .answers(200, secret.replace("}", ",\"previous_valid_until\":\"2026-01-03T03:04:05Z\"}")),
                edge("a secret", "the value of a secret", "GET", SECRETS + "/{id}/value")
                        .bearing()
                        .answers(200, """
                                {"id":"%s","version":1,"value":"hidden"}""".formatted(HttpNeed.ID), "value"));
    }

    private static List<HttpNeed> audit() {
        return List.of(
                edge(STARTED, "rows of the audit", "GET", "/api/v1/audit?action=login.succeeded&page_size=1")
                        .bearing()
                        .answers(200, page("""
                                {"id":"%s","at":"2026-01-02T03:04:05Z","actor":"u","action":"login.succeeded",\
                                "outcome":"success","subject_type":"login-session","subject_id":"s","hash":"h"}""".formatted(HttpNeed.ID)), "action", "outcome"),
                edge(STARTED, "the audit is proven", "POST", "/api/v1/audit/verify")
                        .bearing()
                        .answers(200, """
                                {"intact":true,"batches":1,"rows":1,"not_yet_sealed":0}""", "intact"),
                edge(STARTED, "the audit line by line", "GET", "/api/v1/audit/export?action=login.succeeded")
                        .bearing()
                        .answers(200)
                        .answering("Content-Type", "application/x-ndjson"));
    }

    private static List<HttpNeed> administration() {
        return List.of(
                edge(SHOP, "a project", "GET", "/api/v1/projects/shop")
                        .bearing()
                        .answers(200, """
                                {"id":"shop","project_id":"shop","name":"Shop"}"""),
                edge(SHOP, "a user nobody sees", "GET", "/api/v1/users/" + GONE)
                        .bearing()
                        .answersProblem(404, problem("not-found", "Not found", 404, "/api/v1/users/" + GONE)),
                edge(STARTED, "a group is made", "POST", "/api/v1/groups")
                        .bearing()
                        .json("""
                                {"name":"Builders","roles":["developer"]}""")
                        .answers(201, """
                                {"id":"%s","name":"Builders","roles":["developer"],"projects":[],\
                                "created_at":"2026-01-02T03:04:05Z"}""".formatted(HttpNeed.ID), "roles")
                        .located("/api/v1/groups"),
                edge(STARTED, "the roles there are", "GET", "/api/v1/roles?page_size=1")
                        .bearing()
                        .answers(200, page("""
                                {"id":"viewer","built_in":true,"everywhere":["*:read"],"in_project":["*:read"]}""")),
                edge(STARTED, "an API key is issued", "POST", "/api/v1/api-keys")
                        .bearing()
                        .json("""
                                {"name":"CI","scopes":["*:read"]}""")
                        .answers(201, """
                                {"id":"%s","name":"CI","scopes":["*:read"],"expires_at":"2026-01-02T03:04:05Z",\
                                "key":"stw_k"}""".formatted(HttpNeed.ID), "scopes")
                        .located("/api/v1/api-keys"),
                edge(STARTED, "a service account is made", "POST", "/api/v1/service-accounts")
                        .bearing()
                        .json("""
                                {"name":"Builder","roles":["operator"]}""")
                        .answers(201, """
                                {"id":"%1$s","client_id":"%1$s","name":"Builder","roles":["operator"],\
                                "client_secret":"s"}""".formatted(HttpNeed.ID), "roles")
                        .located("/api/v1/service-accounts"),
                edge(STARTED, "a device is registered", "POST", "/api/v1/devices")
                        .bearing()
                        .json("{\"name\":\"Laptop\"}")
                        .answers(201, """
                                {"id":"%s","user_id":"u","name":"Laptop","registered_at":"2026-01-02T03:04:05Z",\
                                "credential":"c"}""".formatted(HttpNeed.ID))
                        .located("/api/v1/devices"));
    }

    private static HttpNeed token(String state, String description) {
        return edge(state, description, "POST", "/oauth2/token");
    }

    private static String error(String code) {
        return """
                {"error":"%s","error_description":"d"}""".formatted(code);
    }

    private static String policy(String state) {
        return """
                {"id":"%s","name":"n","state":"%s","version":1,"resource_pattern":"docs/a","actions":["read"],\
                "required_roles":[],"effect":"allow","created_at":"2026-01-02T03:04:05Z","warnings":[]}""".formatted(HttpNeed.ID, state);
    }

    private static String question(String resource) {
        return """
                {"user_id":"ada","resource":"%s","action":"read"}""".formatted(resource);
    }

    private static String evaluation(String type, String id) {
        return """
                {"subject":{"type":"user","id":"ada"},"action":{"name":"read"},"resource":{"type":"%s","id":"%s"}}""".formatted(type, id);
    }

    private static String credentials(String username) {
        return """
                {"username":"%s","password":"correct horse battery staple"}""".formatted(username);
    }
}
