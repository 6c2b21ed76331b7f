/** What is done becomes rows of the audit, with who did it and from where. */
@NullMarked
package dev.steward.zerotrust.adapter.audit;

import org.jspecify.annotations.NullMarked;
