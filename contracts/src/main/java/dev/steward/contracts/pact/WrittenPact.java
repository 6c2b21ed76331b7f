package dev.steward.contracts.pact;

import au.com.dius.pact.core.model.V4Pact;

/** What a consumer needs of a provider in one way, by messages or by HTTP. */
public sealed interface WrittenPact permits EventPact, HttpPact {

    /** To be asked for when the consumer has shown that it can do with it. */
    V4Pact pact();
}
