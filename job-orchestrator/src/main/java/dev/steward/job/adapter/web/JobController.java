package dev.steward.job.adapter.web;

import dev.steward.job.application.JobService;
import dev.steward.job.application.SubmitJob;
import dev.steward.job.application.SubmitOutcome.Accepted;
import dev.steward.job.application.SubmitOutcome.NoSuchDataset;
import dev.steward.job.domain.DatasetValidation;
import dev.steward.job.domain.Job;
import dev.steward.job.domain.JobFilter;
import dev.steward.job.domain.JobStatus;
import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Correlation;
import dev.steward.kit.web.FieldProblem;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ValidBody;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Jobs: submit, look at one, list. */
@RestController
@RequestMapping("/api/v1/jobs")
final class JobController {

    private static final String NO_SUCH_JOB = "There is no such job.";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final JobService jobs;
    private final ProjectAccess access;

    JobController(JobService jobs, ProjectAccess access) {
        this.jobs = jobs;
        this.access = access;
    }

    /** The answer to a submission: the job exists and waits. */
    record SubmittedJob(String id, String jobId, String status) {}

    /**
     * Submits a job, which runs when a worker is free.
     *
     * @return 202 and the job whose {@code Location} is where it can be followed
     */
    @PostMapping
    Mono<ResponseEntity<SubmittedJob>> submit(@ValidBody SubmitJobRequest body, IdempotentRequest idempotent) {
        return access.require(body.projectId())
                .flatMap(caller -> idempotent.answer(Mono.defer(() -> submit(body, body.task(), caller))));
    }

    /** Shows a job with its result. */
    @GetMapping("/{id}")
    Mono<JobResponse> get(@PathVariable String id) {
        return UUID.matcher(id).matches()
                ? jobs.find(id)
                        .switchIfEmpty(Mono.error(() -> Problem.notFound(NO_SUCH_JOB)))
                        .flatMap(job ->
                                access.require(job.projectId(), NO_SUCH_JOB).thenReturn(JobResponse.from(job)))
                : Mono.error(Problem.notFound(NO_SUCH_JOB));
    }

    /**
     * Lists jobs, newest first.
     *
     * @param projectId only of this project; without, of all the caller may see
     * @param status only in this state
     * @param type only of this type
     */
    @GetMapping
    Mono<Page<JobSummary>> list(
            PageQuery page,
            @RequestParam(name = "project_id", required = false) @Nullable String projectId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String type) {
        List<FieldProblem> problems = new ArrayList<>();
        JobStatus wanted = status == null ? null : JobStatus.of(status).orElse(null);
        if (status != null && wanted == null) {
            problems.add(new FieldProblem("status", "must be one of " + EnumSet.allOf(JobStatus.class)));
        }
        if (type != null && !type.equals(DatasetValidation.TYPE)) {
            problems.add(new FieldProblem("type", "must be " + DatasetValidation.TYPE));
        }
        if (!problems.isEmpty()) {
            return Mono.error(Problem.invalid(problems));
        }
        return projects(projectId).flatMap(shown -> {
            JobFilter filter = new JobFilter(shown.ids(), wanted, type);
            return jobs.list(filter, page.offset(), page.pageSize())
                    .map(JobSummary::from)
                    .collectList()
                    .zipWith(jobs.count(filter), (items, total) -> Page.of(items, page, total));
        });
    }

    private Mono<ResponseEntity<SubmittedJob>> submit(SubmitJobRequest body, DatasetValidation task, Caller caller) {
        return Correlation.current()
                .defaultIfEmpty(Correlation.fresh())
                .flatMap(trace -> jobs.submit(new SubmitJob(body.projectId(), caller.userId(), task, trace)))
                .map(outcome -> switch (outcome) {
                    case Accepted(Job job) ->
                        ResponseEntity.accepted()
                                .location(URI.create("/api/v1/jobs/" + job.id()))
                                .body(new SubmittedJob(
                                        job.id(), job.id(), job.status().toString()));
                    case NoSuchDataset() ->
                        throw Problem.invalid(SubmitJobRequest.DATASET_PATH, SubmitJobRequest.NO_DATASET);
                });
    }

    /** Null ids stand for all projects. */
    private record Shown(@Nullable Set<String> ids) {}

    private Mono<Shown> projects(@Nullable String projectId) {
        return projectId == null
                ? access.visible().map(visible -> new Shown(visible.all() ? null : visible.ids()))
                : access.require(projectId).thenReturn(new Shown(Set.of(projectId)));
    }
}
