package dev.steward.session.adapter.web;

import dev.steward.session.application.Catalogue;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What sessions can be made from. */
@RestController
final class TemplateController {

    private final Catalogue catalogue;

    TemplateController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Lists the templates of sessions, and the runtimes each can be had in on this host. */
    @GetMapping("/api/v1/sessions/templates")
    Mono<TemplatesResponse> templates() {
        return Mono.fromSupplier(() -> new TemplatesResponse(
                catalogue.offers().stream().map(TemplateResponse::from).toList()));
    }

    /** All of them; they are few. */
    record TemplatesResponse(List<TemplateResponse> items) {}
}
