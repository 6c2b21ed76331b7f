package dev.steward.kit.web;

/**
 * One bad field of a request.
 *
 * @param field the path as the client wrote it, such as {@code payload.dataset_path}
 */
public record FieldProblem(String field, String message) {}
