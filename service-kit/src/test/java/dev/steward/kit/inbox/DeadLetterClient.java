package dev.steward.kit.inbox;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Asks for dead letters over HTTP as the bearer of a token. */
record DeadLetterClient(WebTestClient http, String token) {

    private static final String PATH = "/operations/dead-letters";

    WebTestClient.ResponseSpec list(String query) {
        return http.get()
                .uri(PATH + query)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    WebTestClient.ResponseSpec replay(long offset) {
        return http.post()
                .uri(PATH + "/replay")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"group\":\"%s\",\"partition\":0,\"offset\":%d}".formatted(InboxTestService.GROUP, offset))
                .exchange();
    }
}
