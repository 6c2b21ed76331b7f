package dev.steward.perf.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where a message of HTTP/1.1 ends, as far as the peers make use of it: by its length, or by its last chunk. */
final class Framing {

    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

    private Framing() {}

    /** How many of the bytes up to the position are the first message; 0 while it is not whole. */
    static int whole(ByteBuffer read) {
        int head = end(read, 0, END_OF_HEAD);
        if (head == 0) {
            return 0;
        }
        var text = text(read, head);
        int length = text.indexOf(LENGTH);
        if (length >= 0) {
            int from = length + LENGTH.length();
            int body = Integer.parseInt(
                    text.substring(from, text.indexOf('\r', from)).strip());
            return read.position() >= head + body ? head + body : 0;
        }
        // From the end of the head's last line, as a body may have no chunk but the last.
        return text.contains(CHUNKED) ? end(read, head - 2, LAST_CHUNK) : head;
    }

    /** The status of an answer that is whole. */
    static int status(ByteBuffer read) {
        return (read.get(9) - '0') * 100 + (read.get(10) - '0') * 10 + (read.get(11) - '0');
    }

    /** The first line of a request. */
    static String firstLine(ByteBuffer read) {
        var head = new byte[Math.min(read.position(), 512)];
        read.get(0, head);
        var text = new String(head, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\r');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String text(ByteBuffer read, int end) {
        var head = new byte[end];
        read.get(0, head);
        return new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static int end(ByteBuffer read, int from, byte[] sought) {
        for (int at = Math.max(0, from); at <= read.position() - sought.length; at++) {
            int same = 0;
            while (same < sought.length && read.get(at + same) == sought[same]) {
                same++;
            }
            if (same == sought.length) {
                return at + sought.length;
            }
        }
        return 0;
    }
}
