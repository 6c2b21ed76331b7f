package dev.steward.session;

import dev.steward.kit.testing.StewardIT;

/** As {@link SharedService}, for tests of what happens to sessions: it soon notices that one does not answer any more. */
@StewardIT(properties = {"steward.session.probe-failures=2", "steward.session.probe-interval=PT0.2S"})
abstract class ProbedService extends SharedService {}
