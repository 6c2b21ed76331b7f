package dev.steward.zerotrust.config;

import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every route of this service with what it needs. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    /** How recent a second factor has to be for what weakens the second factor of somebody. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    /** Not {@code audit:read}, which operators have: who was refused what is for admins. */
    private static final String AUDIT = "audit:admin";

    @Bean
    RouteTable routes() {
        return RouteTable.of(
                Route.get("/.well-known/jwks.json").open(),
                Route.get("/.well-known/oauth-authorization-server").open(),
                Route.get("/.well-known/openid-configuration").open(),
                Route.post("/oauth2/token").open(),
                Route.post("/oauth2/introspect").open(),
                Route.post("/oauth2/revoke").open(),
                Route.post("/api/v1/auth/login").open(),
                Route.post("/api/v1/auth/refresh").open(),
                Route.post("/api/v1/auth/logout").authenticated(),
                Route.post("/api/v1/auth/logout-all").authenticated(),
                Route.get("/api/v1/auth/login-sessions").authenticated("login-sessions:read"),
                Route.delete("/api/v1/auth/login-sessions/{id}").authenticated("login-sessions:write"),
                Route.get("/api/v1/audit").platform(AUDIT),
                Route.get("/api/v1/audit/export").platform(AUDIT),
                Route.post("/api/v1/audit/verify").platform(AUDIT),
                Route.get("/api/v1/zero-trust/signing-keys").platform("signing-keys:read"),
                Route.post("/api/v1/zero-trust/signing-keys").platform("signing-keys:write"),
                Route.post("/api/v1/zero-trust/policies").platform("policies:write"),
                Route.get("/api/v1/zero-trust/policies").platform("policies:read"),
                Route.get("/api/v1/zero-trust/policies/{id}").platform("policies:read"),
                Route.put("/api/v1/zero-trust/policies/{id}").platform("policies:write"),
                Route.delete("/api/v1/zero-trust/policies/{id}").platform("policies:write"),
                Route.get("/api/v1/zero-trust/policies/{id}/versions").platform("policies:read"),
                Route.post("/api/v1/zero-trust/policies/{id}/dry-run").platform("policies:write"),
                Route.post("/api/v1/zero-trust/policies/{id}/activate").platform("policies:write"),
                Route.post("/api/v1/zero-trust/policies/{id}/roll-back").platform("policies:write"),
                Route.post("/api/v1/zero-trust/policies/{id}/deactivate").platform("policies:write"),
                Route.post("/api/v1/zero-trust/policies/simulate").platform("policies:write"),
                Route.post("/api/v1/zero-trust/verify").platform("decisions:evaluate"),
                Route.post("/access/v1/evaluation").platform("decisions:evaluate"),
                Route.post("/access/v1/evaluations").platform("decisions:evaluate"),
                Route.get("/.well-known/authzen-configuration").open(),
                Route.post("/api/v1/auth/mfa/challenge").open(),
                Route.get("/api/v1/auth/mfa").authenticated(),
                Route.post("/api/v1/auth/mfa/step-up").authenticated(),
                Route.post("/api/v1/auth/mfa/totp").authenticated(),
                Route.post("/api/v1/auth/mfa/totp/confirm").authenticated(),
                Route.delete("/api/v1/auth/mfa/totp").authenticated().mfaWithin(RECENT),
                Route.post("/api/v1/auth/mfa/recovery-codes").authenticated().mfaWithin(RECENT),
                Route.delete("/api/v1/users/{id}/mfa").platform("users:write").mfaWithin(RECENT),
                Route.post("/api/v1/devices").authenticated(),
                Route.get("/api/v1/devices").authenticated("devices:read"),
                Route.get("/api/v1/devices/{id}").authenticated("devices:read"),
                Route.delete("/api/v1/devices/{id}").authenticated("devices:write"),
                Route.post("/api/v1/devices/{id}/posture").open(),
                Route.post("/api/v1/users").platform("users:write"),
                Route.get("/api/v1/users/{id}").authenticated("users:read"),
                Route.get("/api/v1/users").platform("users:read"),
                Route.get("/api/v1/users/{id}/usual-hours").authenticated(),
                Route.put("/api/v1/users/{id}/usual-hours").authenticated(),
                Route.get("/api/v1/zero-trust/trust-score/{user_id}").authenticated(),
                Route.patch("/api/v1/users/{id}").platform("users:write"),
                Route.delete("/api/v1/users/{id}").platform("users:write"),
                Route.post("/api/v1/users/{id}/password").platform("credentials:write"),
                Route.post("/api/v1/auth/password").authenticated(),
                Route.post("/api/v1/service-accounts").platform("service-accounts:write"),
                Route.get("/api/v1/service-accounts").platform("service-accounts:read"),
                Route.get("/api/v1/service-accounts/{id}").platform("service-accounts:read"),
                Route.patch("/api/v1/service-accounts/{id}").platform("service-accounts:write"),
                Route.delete("/api/v1/service-accounts/{id}").platform("service-accounts:write"),
                Route.post("/api/v1/service-accounts/{id}/rotate").platform("credentials:write"),
                Route.post("/api/v1/api-keys").authenticated(),
                Route.get("/api/v1/api-keys").authenticated("api-keys:read"),
                Route.get("/api/v1/api-keys/{id}").authenticated("api-keys:read"),
                Route.delete("/api/v1/api-keys/{id}").authenticated("api-keys:write"),
                Route.post("/api/v1/api-keys/{id}/rotate").authenticated(),
                Route.post("/api/v1/secrets").needs("secrets:write"),
                Route.get("/api/v1/secrets").needs("secrets:read"),
                Route.get("/api/v1/secrets/{id}").needs("secrets:read"),
                Route.put("/api/v1/secrets/{id}").needs("secrets:write"),
                Route.post("/api/v1/secrets/{id}/rotate").needs("secrets:write"),
                Route.delete("/api/v1/secrets/{id}").needs("secrets:write"),
                // No read: roles and scopes of *:read are for what everybody in a project may see.
                Route.get("/api/v1/secrets/{id}/value").needs("secrets:reveal"),
                Route.get("/api/v1/secrets/{id}/versions/{version}/value").needs("secrets:reveal"),
                Route.post("/api/v1/groups").platform("groups:write"),
                Route.get("/api/v1/groups").platform("groups:read"),
                Route.get("/api/v1/groups/{id}").platform("groups:read"),
                Route.patch("/api/v1/groups/{id}").platform("groups:write"),
                Route.delete("/api/v1/groups/{id}").platform("groups:write"),
                Route.get("/api/v1/groups/{id}/members").platform("groups:read"),
                Route.put("/api/v1/groups/{id}/members/{user_id}").platform("groups:write"),
                Route.delete("/api/v1/groups/{id}/members/{user_id}").platform("groups:write"),
                Route.put("/api/v1/groups/{id}/projects/{project_id}").platform("groups:write"),
                Route.delete("/api/v1/groups/{id}/projects/{project_id}").platform("groups:write"),
                Route.post("/api/v1/roles").platform("roles:write"),
                Route.patch("/api/v1/roles/{id}").platform("roles:write"),
                Route.delete("/api/v1/roles/{id}").platform("roles:write"),
                Route.get("/api/v1/roles").authenticated(),
                Route.get("/api/v1/roles/{id}").authenticated(),
                Route.post("/api/v1/projects").platform("projects:write"),
                Route.get("/api/v1/projects").needs("projects:read"),
                Route.get("/api/v1/projects/{project_id}").needs("projects:read"),
                Route.patch("/api/v1/projects/{project_id}").platform("projects:write"),
                Route.delete("/api/v1/projects/{project_id}").platform("projects:write"),
                Route.get("/api/v1/projects/{project_id}/members").needs("members:read"),
                Route.get("/api/v1/projects/{project_id}/members/{user_id}").needs("members:read"),
                Route.put("/api/v1/projects/{project_id}/members/{user_id}").platform("members:write"),
                Route.delete("/api/v1/projects/{project_id}/members/{user_id}").platform("members:write"));
    }
}
