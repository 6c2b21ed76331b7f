package dev.steward.session.adapter.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives to try, good ones and others. */
public final class Tars {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    public Tars() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    public Tars file(String name, String content) {
        return file(name, content, 0644);
    }

    public Tars file(String name, String content, int mode) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(data.length);
        entry.setMode(mode);
        return put(entry, data);
    }

    Tars folder(String name) {
        return put(new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true), new byte[0]);
    }

    Tars link(String name, String target) {
        return linked(name, target, TarConstants.LF_SYMLINK);
    }

    Tars hardLink(String name, String target) {
        return linked(name, target, TarConstants.LF_LINK);
    }

    /** @param kind a type flag of the format */
    Tars special(String name, byte kind) {
        return put(new TarArchiveEntry(name, kind, true), new byte[0]);
    }

    /** A name of so many bytes, in the header that GNU tar has for long ones. */
    Tars longName(int length) {
        TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        entry.setSize(length);
        return put(entry, "x".repeat(length).getBytes(StandardCharsets.UTF_8));
    }

    /** A file that says of itself that it is of a GiB, with nothing in it. */
    Tars sparse(String name) {
        extended(record("GNU.sparse.major", "1")
                + record("GNU.sparse.minor", "0")
                + record("GNU.sparse.name", name)
                + record("GNU.sparse.realsize", String.valueOf(1 << 30)));
        return file(name, "0\n" + "\0".repeat(510));
    }

    /** A file whose path stands in an extended header. */
    Tars paxPath(String path) {
        extended(record("path", path));
        return file("innocent", "pax");
    }

    public byte[] bytes() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Byte> specials() {
        return Map.of(
                "fifo", TarConstants.LF_FIFO,
                "sparse file of old", TarConstants.LF_GNUTYPE_SPARSE,
                "char device", TarConstants.LF_CHR,
                "block device", TarConstants.LF_BLK);
    }

    private void extended(String records) {
        byte[] data = records.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry header = new TarArchiveEntry("extended", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
        header.setSize(data.length);
        put(header, data);
    }

    /** As the format has it: the length of it all, with that of the length itself, a key and a value. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length() + 2;
        return (length < 100 ? length : length + 1) + rest;
    }

    private Tars linked(String name, String target, byte kind) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private Tars put(TarArchiveEntry entry, byte[] data) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
