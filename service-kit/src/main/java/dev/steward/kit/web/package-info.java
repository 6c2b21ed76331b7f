/** HTTP conventions of the suite: problem details, trace ids, strict JSON, validation, pages. */
@NullMarked
package dev.steward.kit.web;

import org.jspecify.annotations.NullMarked;
