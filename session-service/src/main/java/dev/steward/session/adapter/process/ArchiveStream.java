package dev.steward.session.adapter.process;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * An archive on its way in. Tar readers hold the headers of an entry in memory, whatever length those say they have, so it
 * counts what is read of them. Not for concurrent use.
 */
final class ArchiveStream extends InputStream {

    /** An archive ends with two records of zeros, of which some writers leave out the second. */
    private static final int END_MARK = 512;

    private static final int SCRATCH = 64 << 10;

    private final Iterator<ByteBuffer> parts;
    private final ArchiveLimits limits;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private long seen;
    private long allowed = Long.MAX_VALUE;
    private long zeros;

    ArchiveStream(Iterator<ByteBuffer> parts, ArchiveLimits limits) {
        this.parts = parts;
        this.limits = limits;
    }

    /** From here on a header is read. */
    void beginHeader() {
        allowed = limits.header();
    }

    void endHeader() {
        allowed = Long.MAX_VALUE;
    }

    /** Reads what comes after the end of the archive, so that its sender is heard out. */
    void drain() {
        byte[] scratch = new byte[SCRATCH];
        int read;
        do {
            read = read(scratch, 0, scratch.length);
        } while (read >= 0);
    }

    /** Whether what was read last is what ends an archive: one that was cut off between two entries has it not. */
    boolean isComplete() {
        return zeros >= END_MARK;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (!current.hasRemaining()) {
            if (!parts.hasNext()) {
                return -1;
            }
            current = parts.next();
            seen += current.remaining();
            if (seen > limits.bytes()) {
                throw new TooLargeException();
            }
        }
        int read = Math.min(length, current.remaining());
        allowed -= read;
        if (allowed < 0) {
            throw ArchiveRefusedException.archive("has a header of more than " + limits.header() + " bytes");
        }
        current.get(target, offset, read);
        countZeros(target, offset, read);
        return read;
    }

    private void countZeros(byte[] read, int offset, int length) {
        int at = offset + length;
        while (at > offset && read[at - 1] == 0) {
            at--;
        }
        int trailing = offset + length - at;
        zeros = trailing == length ? zeros + length : trailing;
    }

    /** More came than an archive may have. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooLargeException() {
            super("larger than an archive may be", null, false, false);
        }
    }
}
