package dev.steward.devstack.demo;

/** The logged-in developer and the project they are a member of. */
record Developer(Api api, String username, String projectId) {}
