package dev.steward.session.adapter.web;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How sockets are kept.
 *
 * @param look how often it is asked whether what let a stream in still holds
 * @param ping how often a client is asked whether it is there; three without an answer close its socket
 * @param closing how long a client may take to read its close frame before it is cut off
 * @param buffer what is held back for a slow reader, in characters; then the oldest is dropped
 * @param largestMessage that a client may send
 * @param messagesPerSecond that a client may send
 */
public record SocketSettings(
        Duration look,
        Duration ping,
        Duration closing,
        DataSize buffer,
        DataSize largestMessage,
        int messagesPerSecond) {}
