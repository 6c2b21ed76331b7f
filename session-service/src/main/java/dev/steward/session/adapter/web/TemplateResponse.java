package dev.steward.session.adapter.web;

import dev.steward.session.application.Catalogue;
import dev.steward.session.domain.Template;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A template of sessions.
 *
 * @param runtimes where it can be had now
 * @param image containers of it are made from; null where the session has to name one
 * @param port its page answers on inside a container
 * @param readiness what tells that a session is ready: {@code http}, an answer to a request; {@code tcp}, a port that
 *     takes connections
 */
record TemplateResponse(
        String name,
        String description,
        List<String> runtimes,
        @Nullable String image,
        int port,
        String readiness) {

    static TemplateResponse from(Catalogue.Offer offer) {
        Template template = offer.template();
        return new TemplateResponse(
                template.name(),
                template.description(),
                offer.runtimes(),
                template.image(),
                template.port(),
                template.readiness().name().toLowerCase(Locale.ROOT));
    }
}
