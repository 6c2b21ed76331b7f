package dev.steward.zerotrust.adapter.web;

/** A user who belongs to a group. */
record GroupMemberView(String groupId, String userId) {}
