/** Sessions and their files over HTTP. */
@NullMarked
package dev.steward.session.adapter.web;

import org.jspecify.annotations.NullMarked;
