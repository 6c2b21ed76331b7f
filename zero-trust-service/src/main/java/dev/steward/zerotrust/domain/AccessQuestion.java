package dev.steward.zerotrust.domain;

/**
 * Whether somebody may do something.
 *
 * @param userId the id or the name of a user
 * @param origin from where it would be done
 */
public record AccessQuestion(String userId, String resource, String action, RequestOrigin origin) {}
