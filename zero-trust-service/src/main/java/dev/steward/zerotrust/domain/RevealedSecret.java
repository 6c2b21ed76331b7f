package dev.steward.zerotrust.domain;

/** The value of one version of a secret. */
public record RevealedSecret(int version, SecretValue value) {}
