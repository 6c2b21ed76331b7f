package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.User;

/** What became of a user to be created. */
public sealed interface UserCreation {

    record Created(User user) implements UserCreation {}

    record NameTaken() implements UserCreation {}
}
