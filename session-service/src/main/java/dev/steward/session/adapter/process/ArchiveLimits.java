package dev.steward.session.adapter.process;

/**
 * What an archive may have.
 *
 * @param bytes of the archive itself
 * @param entries in it
 * @param header bytes that come before an entry, which are the only ones held in memory
 * @param atOnce archives that may be on their way in
 * @param atOnceOfSession those of one session among them
 */
public record ArchiveLimits(long bytes, int entries, int header, int atOnce, int atOnceOfSession) {

    /** Long names and times need a few hundred bytes. */
    private static final int USUAL_HEADER = 64 << 10;

    public static ArchiveLimits of(long bytes, int entries, int atOnce, int atOnceOfSession) {
        return new ArchiveLimits(bytes, entries, USUAL_HEADER, atOnce, atOnceOfSession);
    }
}
