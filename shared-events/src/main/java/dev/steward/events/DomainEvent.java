package dev.steward.events;

/** Something that happened in the suite: past tense, immutable, and free of its envelope. */
public interface DomainEvent {}
