/** HTTP endpoints of users, projects, login and the key set. */
@NullMarked
package dev.steward.zerotrust.adapter.web;

import org.jspecify.annotations.NullMarked;
