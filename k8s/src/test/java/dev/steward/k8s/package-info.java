/** The rules that the manifests have to follow. */
@NullMarked
package dev.steward.k8s;

import org.jspecify.annotations.NullMarked;
