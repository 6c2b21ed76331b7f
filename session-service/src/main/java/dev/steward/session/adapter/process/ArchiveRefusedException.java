package dev.steward.session.adapter.process;

/** An archive that does not come into a workspace. */
final class ArchiveRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_SHOWN = 200;

    private ArchiveRefusedException(String why) {
        super(why, null, false, false);
    }

    static ArchiveRefusedException archive(String why) {
        return new ArchiveRefusedException("The archive " + why + ".");
    }

    /** @param name as the archive has it, which may be anything */
    static ArchiveRefusedException entry(String name, String why) {
        String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
        return new ArchiveRefusedException(
                "Entry '" + shown.replaceAll("\\p{Cntrl}", "?") + "' of the archive " + why + ".");
    }
}
