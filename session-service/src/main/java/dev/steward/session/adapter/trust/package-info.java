/** What trust state says of those whom sessions belong to. */
@NullMarked
package dev.steward.session.adapter.trust;

import org.jspecify.annotations.NullMarked;
