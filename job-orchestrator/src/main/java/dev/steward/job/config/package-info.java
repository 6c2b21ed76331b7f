/** Settings, and which part is given what. */
@NullMarked
package dev.steward.job.config;

import org.jspecify.annotations.NullMarked;
