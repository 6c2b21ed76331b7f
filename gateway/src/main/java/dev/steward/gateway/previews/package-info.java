/** The listener of previews: what sessions serve, apart from the origin of the API. */
@NullMarked
package dev.steward.gateway.previews;

import org.jspecify.annotations.NullMarked;
