/** What happened to tokens, projects and keys since they were issued: trust state, read from its compacted topic. */
@NullMarked
package dev.steward.kit.security.trust;

import org.jspecify.annotations.NullMarked;
