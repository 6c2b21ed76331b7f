package dev.steward.gateway.docs;

import dev.steward.kit.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The API page and what it is made of; nothing of it comes from elsewhere. */
@RestController
final class DocsController {

    /** Nothing comes from elsewhere but pictures in a style sheet, and nothing that is told can be a program. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SWAGGER = "META-INF/resources/webjars/swagger-ui/";
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=utf-8");

    private static final Map<String, MediaType> OWN =
            Map.of("steward.css", STYLE, "docs.js", SCRIPT, "status.js", SCRIPT);
    private static final Map<String, MediaType> OF_SWAGGER =
            Map.of("swagger-ui.css", STYLE, "swagger-ui-bundle.js", SCRIPT, "favicon-32x32.png", MediaType.IMAGE_PNG);

    private final ApiDocuments documents;
    private final Scheduler blocking;

    DocsController(ApiDocuments documents, Scheduler intakeThreads) {
        this.documents = documents;
        this.blocking = intakeThreads;
    }

    /**
     * Shows what can be asked of the suite and what it tells, and lets people try it with their token.
     *
     * @return 200 and the page
     */
    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    Mono<ResponseEntity<byte[]>> page() {
        return answer(MediaType.parseMediaType("text/html;charset=utf-8"), () -> read("docs/index.html"));
    }

    /**
     * The OpenAPI 3.1 of all services in one.
     *
     * @return 200 and the document
     */
    @GetMapping(path = "/docs/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<byte[]>> openApi() {
        return answer(MediaType.APPLICATION_JSON, documents::openApi);
    }

    /**
     * The AsyncAPI of all topics.
     *
     * @return 200 and the document
     */
    @GetMapping(path = "/docs/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<byte[]>> asyncApi() {
        return answer(MediaType.APPLICATION_JSON, documents::asyncApi);
    }

    /**
     * A file that the pages of the gateway need.
     *
     * @return 200 and the file; 404 if there is no such file
     */
    @GetMapping(path = "/docs/assets/{file}", produces = MediaType.ALL_VALUE)
    Mono<ResponseEntity<byte[]>> asset(@PathVariable String file) {
        @Nullable MediaType own = OWN.get(file);
        if (own != null) {
            return answer(own, () -> read("docs/" + file));
        }
        @Nullable MediaType swagger = OF_SWAGGER.get(file);
        return swagger == null
                ? Mono.error(() -> Problem.notFound("There is no such file."))
                : answer(swagger, () -> read(SWAGGER + swaggerVersion() + "/" + file));
    }

    private Mono<ResponseEntity<byte[]>> answer(MediaType type, Callable<byte[]> body) {
        return Mono.fromCallable(body).subscribeOn(blocking).map(bytes -> ResponseEntity.ok()
                .contentType(type)
                .header("Cache-Control", "max-age=300")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(bytes));
    }

    private static String swaggerVersion() throws IOException {
        try (InputStream in =
                new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties").getInputStream()) {
            Properties maven = new Properties();
            maven.load(in);
            return Objects.requireNonNull(maven.getProperty("version"));
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return in.readAllBytes();
        }
    }
}
