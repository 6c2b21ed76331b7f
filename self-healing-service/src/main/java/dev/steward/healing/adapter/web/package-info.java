/** Incidents over HTTP. */
@NullMarked
package dev.steward.healing.adapter.web;

import org.jspecify.annotations.NullMarked;
