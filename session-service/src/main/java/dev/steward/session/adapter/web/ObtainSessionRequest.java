package dev.steward.session.adapter.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The session that is wanted if the caller has none in the project; of one that is there nothing changes.
 *
 * @param runtime where it runs; without, the usual one of the host
 * @param template what serves its workspace, one of {@code GET /api/v1/sessions/templates}; without, {@code static}, or
 *     {@code image} if an image is named
 * @param image to make its container from, for runtimes with containers; without, that of the template
 * @param resources what it may use at most
 * @param env of its processes, at most 100 entries and 128 KiB
 * @param ports it listens on beside that of its page, at most 10; for the template {@code image} the first is that of its
 *     page
 * @param ttl how long it may live, at most 7 days; without, 24 hours
 * @param idleTimeout how long it may go unused before it is stopped; without, 30 minutes
 * @param devcontainer the {@code devcontainer.json} of the project: {@code image}, {@code forwardPorts}, {@code containerEnv},
 *     {@code remoteEnv}, {@code workspaceFolder}, {@code onCreateCommand}, {@code postCreateCommand},
 *     {@code postStartCommand} and {@code hostRequirements} count, what else it has is {@code ignored}
 */
record ObtainSessionRequest(
        @Nullable String runtime,
        @Nullable String template,
        @Nullable String image,
        @Nullable ResourcesRequest resources,
        @Nullable Map<String, String> env,
        @Nullable List<Integer> ports,

        @Nullable @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration ttl,

        @Nullable @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration idleTimeout,

        @Nullable Map<String, JsonNode> devcontainer)
        implements SpecRequest {}
