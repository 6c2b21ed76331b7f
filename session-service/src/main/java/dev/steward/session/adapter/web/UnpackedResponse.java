package dev.steward.session.adapter.web;

/**
 * What came into a workspace.
 *
 * @param entries files, folders and links
 * @param bytes of the files
 */
record UnpackedResponse(long entries, long bytes) {}
