/** Settings and beans. */
@NullMarked
package dev.steward.session.config;

import org.jspecify.annotations.NullMarked;
