/** Jobs and datasets over HTTP. */
@NullMarked
package dev.steward.job.adapter.web;

import org.jspecify.annotations.NullMarked;
