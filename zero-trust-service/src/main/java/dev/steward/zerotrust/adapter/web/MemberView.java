package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.domain.Role;

record MemberView(String projectId, String userId, Role role) {}
