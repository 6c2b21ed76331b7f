package dev.steward.zerotrust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.steward.events.Topics;
import dev.steward.kit.testing.TestEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Projects and their members as they change. */
interface ProjectRequests {

    ZeroTrustClient anonymous();

    ZeroTrustClient admin();

    @Test
    default void memberLosesSightOfTheProjectWithTheRole() {
        String mia = admin().createUser("mia");
        admin().createProject("mias");
        admin().putMember("mias", mia, "viewer").expectStatus().isOk();
        ZeroTrustClient asMia = anonymous().as("mia");
        asMia.get("/api/v1/projects/mias/members")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].user_id")
                .isEqualTo(mia);
        asMia.get("/api/v1/projects/mias/members/" + mia)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.role")
                .isEqualTo("viewer");
        asMia.delete("/api/v1/projects/mias/members/" + mia).expectStatus().isForbidden();

        admin().delete("/api/v1/projects/mias/members/" + mia).expectStatus().isNoContent();

        asMia.get("/api/v1/projects/mias/members").expectStatus().isNotFound();
        admin().get("/api/v1/projects/mias/members/" + mia).expectStatus().isNotFound();
        admin().delete("/api/v1/projects/mias/members/" + mia).expectStatus().isNotFound();
        admin().get("/api/v1/projects/mias/members?page_size=0").expectStatus().isBadRequest();
    }

    @Test
    default void archivedProjectIsSeenAndTakesNoChange(TestEvents events) {
        String ned = admin().createUser("ned");
        admin().createProject("closing");
        String closing = "/api/v1/projects/closing";
        admin().patch(closing, Map.of("name", "Closing down"), "\"2\"")
                .expectStatus()
                .isEqualTo(412);
        admin().patch(closing, Map.of("name", " "), "\"1\"").expectStatus().isBadRequest();
        admin().patch(closing, Map.of("name", "Closing down"), "\"1\"")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");

        admin().delete(closing).expectStatus().isNoContent();

        admin().get(closing)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("archived");
        admin().delete(closing).expectStatus().isNotFound();
        admin().patch(closing, Map.of("name", "Again"), "*").expectStatus().isEqualTo(409);
        admin().putMember("closing", ned, "viewer").expectStatus().isEqualTo(409);
        admin().delete(closing + "/members/" + ned).expectStatus().isEqualTo(409);
        events.await(Topics.TRUST_STATE, seen -> seen.stream()
                .anyMatch(event -> event.subject().equals("project/closing")
                        && new String(event.data(), UTF_8).contains("archived")));
    }
}
