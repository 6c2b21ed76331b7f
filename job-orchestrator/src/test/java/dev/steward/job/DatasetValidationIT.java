package dev.steward.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.observability.RowCounts;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.TestEvents;
import dev.steward.kit.testing.TestProjects;
import dev.steward.kit.testing.TestSecurity;
import dev.steward.kit.testing.TestTokens;
import dev.steward.kit.testing.hostile.HostileTokenRequests;
import dev.steward.kit.testing.hostile.TokenForge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@StewardIT(properties = "steward.jobs.max-dataset=20MB")
@Import(TestSecurity.class)
class DatasetValidationIT implements DatasetUploads, RefusedRequests, HostileTokenRequests {

    private static final String SALES = """
            id,price,shop,note,legacy
            1,9.5,berlin,,x
            2,11.0,berlin,ok,x
            3,10.5,paris,,x
            4,10.0,paris,ok,x
            4,10.0,paris,ok,x
            5,9.0,rome,,x
            6,5000,rome,ok,x
            """;

    @TempDir
    static Path data;

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestProjects projects;

    @LocalServerPort
    private int port;

    private Jobs jobs;

    @DynamicPropertySource
    static void dataFolder(DynamicPropertyRegistry registry) {
        registry.add("STEWARD_DATA_DIR", () -> data.toAbsolutePath().toString());
    }

    @BeforeEach
    void connect() {
        jobs = new Jobs(port, tokens, projects);
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Path datasets() {
        return data.resolve("datasets");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String guardedPath() {
        return "/api/v1/jobs";
    }

    @Override
    public TokenForge forge() {
        return tokens.forge("dev");
    }

    @Test
    void findsWhatIsWrongWithADataset() {
        JsonNode job = jobs.awaitEnd(jobs.validate("sales.csv", SALES));

        assertThat(job.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(job.get("progress").intValue()).isEqualTo(100);
        JsonNode result = job.get("result");
        assertThat(result.get("rows").intValue()).isEqualTo(7);
        assertThat(result.get("duplicate_rows").intValue()).isEqualTo(1);
        assertThat(result.get("verdict").stringValue()).isEqualTo("warn");
        assertThat(result.get("columns").get(1).toString()).isEqualTo("""
                {"name":"price","type":"number","missing":0,"distinct":6,"min":9.0,"max":5000.0,"out_of_range":1,"constant":false}""");
        assertThat(result.get("columns").get(3).get("missing").intValue()).isEqualTo(3);
        assertThat(result.get("columns").get(4).get("constant").booleanValue()).isTrue();
        assertThat(codes(result))
                .containsExactly(
                        "warn duplicate-rows null",
                        "warn out-of-range price",
                        "warn missing-values note",
                        "warn constant note",
                        "warn constant legacy");
    }

    @Test
    void judgesByTheRangesOfTheRequest() {
        jobs.upload("dev", "apollo", "ranges.csv", SALES).expectStatus().is2xxSuccessful();
        String body = """
                {"type": "dataset-validation", "project_id": "apollo", "payload": {"dataset_path": "apollo/ranges.csv",
                 "config": {"ranges": {"price": {"min": 9.5, "max": 5000}, "id": [2, null]}}}}""";

        JsonNode job =
                jobs.awaitEnd(Jobs.json(jobs.submit("dev", body)).get("id").stringValue());

        assertThat(job.at("/result/columns/0/out_of_range").intValue()).isEqualTo(1);
        assertThat(job.at("/result/columns/1/out_of_range").intValue()).isEqualTo(1);
        assertThat(job.at("/payload/config/ranges/price/min").doubleValue()).isEqualTo(9.5);
    }

    @Test
    void countsWhatIsNotOver(@Autowired RowCounts counts, @Autowired MeterRegistry meters) {
        jobs.awaitEnd(jobs.validate("counted.csv", SALES));

        counts.count().block();

        assertThat(meters.get("steward.jobs").tag("state", "queued").gauge().value())
                .isZero();
        assertThat(meters.get("steward.jobs").tag("state", "running").gauge().value())
                .isZero();
    }

    @Test
    void succeedsWithTheVerdictFailOnAFileItCannotRead() {
        JsonNode job = jobs.awaitEnd(jobs.validate("broken.csv", "a,b\n1,2\n3\n"));

        assertThat(job.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(job.at("/result/verdict").stringValue()).isEqualTo("fail");
        assertThat(job.at("/result/rows").isNull()).isTrue();
        assertThat(job.at("/result/findings/0/message").stringValue()).isEqualTo("Line 3: expected 2 fields, found 1.");
    }

    @Test
    void tellsTheWholeStoryOnKafkaInOrderAndUnderOneCorrelationId(TestEvents events) {
        String id = jobs.validate("story.csv", SALES);
        String trace = jobs.awaitEnd(id).get("correlation_id").stringValue();

        List<CloudEvent> story =
                events.await(Topics.JOB_EVENTS, seen -> seen.stream().anyMatch(event -> endOf(event, id))).stream()
                        .filter(event -> isOf(event, id))
                        .toList();

        assertThat(story)
                .extracting(CloudEvent::type)
                .startsWith("job.queued.v1", "job.started.v1", "job.progressed.v1")
                .endsWith("job.usage-sampled.v1", "job.succeeded.v1");
        assertThat(story)
                .extracting(CloudEvent::sequence)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, story.size())
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(story).allMatch(event -> trace.equals(event.correlationId()) && "apollo".equals(event.projectId()));
    }

    @Test
    void finishesAJobOnceThoughTheDatabaseIsRestartedMeanwhile(SuiteInfra infra, TestEvents events) {
        String rows = IntStream.range(0, 400_000)
                .mapToObj(i -> i + "," + i % 977 + "," + i * 7L % 10_007)
                .collect(Collectors.joining("\n"));
        String id = jobs.validate("large.csv", "a,b,c\n" + rows + "\n");

        infra.restartPostgresImmediate();

        assertThat(jobs.awaitEnd(id).get("status").stringValue()).isEqualTo("succeeded");
        List<String> ends =
                events.await(Topics.JOB_EVENTS, seen -> seen.stream().anyMatch(event -> endOf(event, id))).stream()
                        .filter(event -> endOf(event, id))
                        .map(CloudEvent::type)
                        .toList();
        assertThat(ends).containsExactly("job.succeeded.v1");
    }

    @Test
    void queuesOneJobPerIdempotencyKey(TestDatabase database) {
        jobs.upload("dev", "apollo", "once.csv", "a\n1\n2\n").expectStatus().is2xxSuccessful();
        String key = UUID.randomUUID().toString();
        String id = Jobs.json(jobs.submit("dev", Jobs.body("apollo/once.csv"), key))
                .get("id")
                .stringValue();
        long before = database.number("SELECT count(*) FROM job");

        jobs.submit("dev", Jobs.body("apollo/once.csv"), key)
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true")
                .expectHeader()
                .valueEquals("Location", "/api/v1/jobs/" + id)
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(id);
        jobs.submit("dev", Jobs.body("apollo/other.csv"), key).expectStatus().isEqualTo(422);
        assertThat(database.number("SELECT count(*) FROM job")).isEqualTo(before);
    }

    @Test
    void listsTheNewestFirstByPageAndFilter() {
        String first = jobs.validate("list.csv", "a\n1\n2\n");
        String second = jobs.validate("list.csv", "a\n1\n2\n");
        jobs.awaitEnd(first);
        jobs.awaitEnd(second);

        JsonNode page = Jobs.json(jobs.get("viewer", "/api/v1/jobs?project_id=apollo&status=succeeded&page_size=1")
                .expectStatus()
                .isOk());

        assertThat(page.at("/items/0/job_id").stringValue()).isEqualTo(second);
        assertThat(page.at("/items/0/verdict").stringValue()).isEqualTo("pass");
        assertThat(page.get("total").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(page.get("total_pages").intValue())
                .isEqualTo(page.get("total").intValue());
        assertThat(Jobs.json(jobs.get("stranger", "/api/v1/jobs")).get("items").valueStream())
                .noneMatch(job -> job.get("project_id").stringValue().equals("apollo"));
        jobs.get("stranger", "/api/v1/jobs?project_id=apollo").expectStatus().isNotFound();
        jobs.get("dev", "/api/v1/jobs?status=sleeping").expectStatus().isBadRequest();
        jobs.get("dev", "/api/v1/jobs?type=mining").expectStatus().isBadRequest();
        jobs.get("dev", "/api/v1/jobs?page_size=101").expectStatus().isBadRequest();
    }

    private static boolean endOf(CloudEvent event, String jobId) {
        return isOf(event, jobId) && event.type().equals("job.succeeded.v1");
    }

    private static boolean isOf(CloudEvent event, String jobId) {
        return event.subject().equals(jobId);
    }

    private static List<String> codes(JsonNode result) {
        return result.get("findings")
                .valueStream()
                .map(finding -> finding.get("severity").stringValue() + " "
                        + finding.get("code").stringValue() + " "
                        + (finding.get("column").isNull()
                                ? null
                                : finding.get("column").stringValue()))
                .toList();
    }
}
