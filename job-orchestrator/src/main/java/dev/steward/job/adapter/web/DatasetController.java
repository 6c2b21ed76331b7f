package dev.steward.job.adapter.web;

import dev.steward.job.domain.DatasetPath;
import dev.steward.job.port.Datasets;
import dev.steward.job.port.Datasets.StoreOutcome.DiskFull;
import dev.steward.job.port.Datasets.StoreOutcome.Stored;
import dev.steward.job.port.Datasets.StoreOutcome.TooLarge;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Datasets: upload. The body passes through in pieces; nothing here ever holds a file. */
@RestController
@RequestMapping("/api/v1/datasets")
final class DatasetController {

    private final Datasets datasets;
    private final ProjectAccess access;

    DatasetController(Datasets datasets, ProjectAccess access) {
        this.datasets = datasets;
        this.access = access;
    }

    /** {@code size} in bytes. */
    record DatasetResponse(String id, String datasetPath, String projectId, String name, long size) {}

    /**
     * Uploads a dataset, in place of one of the same name.
     *
     * @param projectId required: the project it belongs to
     * @return 201 and the dataset; 200 and the dataset, if it took the place of another; 507 {@code insufficient-storage}
     */
    @PutMapping("/{name}")
    Mono<ResponseEntity<DatasetResponse>> put(
            @PathVariable String name,
            @RequestParam(name = "project_id", required = false) @Nullable String projectId,
            ServerHttpRequest request) {
        if (projectId == null) {
            return Mono.error(Problem.invalid("project_id", "is required"));
        }
        if (!DatasetPath.validName(name)) {
            return Mono.error(Problem.invalid(
                    "name", "must be up to 128 of A-Z a-z 0-9 . _ - and begin with a letter or a digit"));
        }
        return access.require(projectId).flatMap(_ -> {
            // A client that says how much is coming need not send it to be refused.
            return request.getHeaders().getContentLength() > datasets.limit()
                    ? Mono.error(tooLarge())
                    : store(new DatasetPath(projectId, name), request);
        });
    }

    private Mono<ResponseEntity<DatasetResponse>> store(DatasetPath path, ServerHttpRequest request) {
        return datasets.store(path, pieces(request)).map(outcome -> switch (outcome) {
            case Stored(long size, boolean replaced) ->
                ResponseEntity.status(replaced ? HttpStatus.OK : HttpStatus.CREATED)
                        .body(new DatasetResponse(
                                path.toString(), path.toString(), path.projectId(), path.name(), size));
            case TooLarge() -> throw tooLarge();
            case DiskFull() ->
                throw new Problem(ProblemCode.INSUFFICIENT_STORAGE, "There is no space left for the dataset.");
        });
    }

    private Problem tooLarge() {
        return new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "A dataset may have at most " + datasets.limit() + " bytes.");
    }

    private static Flux<ByteBuffer> pieces(ServerHttpRequest request) {
        return request.getBody().map(DatasetController::copy);
    }

    // A copy of one piece is cheap beside writing it, and frees the pooled buffer whatever happens further on.
    private static ByteBuffer copy(DataBuffer piece) {
        ByteBuffer bytes = ByteBuffer.allocate(piece.readableByteCount());
        piece.toByteBuffer(bytes);
        DataBufferUtils.release(piece);
        return bytes;
    }
}
