/** What is left of the service, and of its sessions, when its process is killed in the middle of its work. */
@NullMarked
package dev.steward.session.killed;

import org.jspecify.annotations.NullMarked;
