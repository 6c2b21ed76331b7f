/** Runs sessions as pods of a Kubernetes cluster. */
@NullMarked
package dev.steward.session.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
