package dev.steward.zerotrust.adapter.web;

/** An error as RFC 6749, 5.2 has it. */
record OAuthErrorView(String error, String errorDescription) {}
