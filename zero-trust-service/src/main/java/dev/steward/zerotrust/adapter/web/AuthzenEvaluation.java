package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.web.FieldProblems;
import dev.steward.zerotrust.domain.AccessQuestion;
import dev.steward.zerotrust.domain.RequestOrigin;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An AuthZEN access evaluation request.
 *
 * @param subject required: of type {@code user}, by id or name
 * @param action required
 * @param resource required: {@code <type>/<id>} is what policies are asked about
 * @param context {@code device_id}, {@code source_ip}, {@code location} and {@code login_session_id} are known
 */
record AuthzenEvaluation(
        @Nullable Entity subject,
        @Nullable Action action,
        @Nullable Entity resource,
        @Nullable Map<String, JsonNode> context) {

    static final AuthzenEvaluation EMPTY = new AuthzenEvaluation(null, null, null, null);

    private static final String USER = "user";
    private static final String REQUIRED = "must be there and not be empty";

    /** A subject or a resource; both members are required. */
    record Entity(
            @Nullable String type,
            @Nullable String id,
            @Nullable Map<String, JsonNode> properties) {

        private Entity or(@Nullable Entity other) {
            return other == null
                    ? this
                    : new Entity(type == null ? other.type : type, id == null ? other.id : id, properties);
        }
    }

    /** What the subject wants to do; the name is required. */
    record Action(@Nullable String name, @Nullable Map<String, JsonNode> properties) {}

    /** With what is missing taken from others, whole, but for the type or the id of an entity. */
    AuthzenEvaluation or(AuthzenEvaluation defaults) {
        return new AuthzenEvaluation(
                subject == null ? defaults.subject : subject.or(defaults.subject),
                action == null ? defaults.action : action,
                resource == null ? defaults.resource : resource.or(defaults.resource),
                context == null ? defaults.context : context);
    }

    /** Empty if anything is wrong with it, which is noted. */
    Optional<AccessQuestion> question(FieldProblems problems) {
        String type = subject == null ? null : subject.type;
        String id = subject == null ? null : subject.id;
        String name = action == null ? null : action.name;
        String resourceType = resource == null ? null : resource.type;
        String resourceId = resource == null ? null : resource.id;
        problems.require(isGiven(type), "subject.type", REQUIRED);
        problems.require(isGiven(id), "subject.id", REQUIRED);
        problems.require(isGiven(name), "action.name", REQUIRED);
        problems.require(isGiven(resourceId), "resource.id", REQUIRED);
        // A slash would make two resources of one name.
        problems.require(
                resourceType != null && !resourceType.isBlank() && resourceType.indexOf('/') < 0,
                "resource.type",
                REQUIRED + ", nor have a slash");
        var origin = new OriginContext(context);
        origin.check(problems, "context.");
        String address = origin.text(OriginContext.SOURCE_IP);
        Optional<IpAddress> source = address == null ? Optional.empty() : IpAddress.of(address);
        problems.require(address == null || source.isPresent(), "context.source_ip", "must be an IPv4 or IPv6 address");
        if (!problems.found().isEmpty() || id == null || name == null) {
            return Optional.empty();
        }
        return Optional.of(new AccessQuestion(
                id,
                resourceType + "/" + resourceId,
                name,
                new RequestOrigin(
                        origin.text(OriginContext.DEVICE_ID),
                        null,
                        source.orElse(null),
                        origin.text(OriginContext.LOCATION),
                        origin.text(OriginContext.LOGIN_SESSION_ID))));
    }

    /** Nobody else is known here; what is asked about them is answered with a deny. */
    boolean isAboutAUser() {
        return subject != null && USER.equals(subject.type);
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
