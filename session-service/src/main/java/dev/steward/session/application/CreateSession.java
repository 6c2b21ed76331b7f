package dev.steward.session.application;

/** A session is wanted by a user in a project; who may want that was decided before. */
public record CreateSession(String projectId, String userId) {}
