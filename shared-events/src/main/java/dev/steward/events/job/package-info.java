/** What job-orchestrator says about jobs; the aggregate is the job. */
@NullMarked
package dev.steward.events.job;

import org.jspecify.annotations.NullMarked;
