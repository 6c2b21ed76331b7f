package dev.steward.session.adapter.process;

/**
 * One line of {@code /proc/<pid>/stat} (proc_pid_stat(5)).
 *
 * @param session the id of the POSIX session, which is the pid of its first process
 * @param cpuTicks user and system time of the process and of the children it waited for
 * @param startTicks since boot; with the pid it names a process for as long as the machine runs
 */
record ProcessStat(int pid, char state, int session, long cpuTicks, long startTicks) {

    /** Linux shows clock ticks to programs as hundredths of a second, whatever the kernel's own rate. */
    static final double TICKS_PER_SECOND = 100;

    /** The name before the last parenthesis may hold anything, so the fields are counted from there. */
    static ProcessStat parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        long cpu = 0;
        for (int field = 14; field <= 17; field++) {
            cpu += Long.parseLong(fields[field - 3]);
        }
        int pid = Integer.parseInt(line.substring(0, line.indexOf(' ')));
        return new ProcessStat(
                pid, fields[0].charAt(0), Integer.parseInt(fields[6 - 3]), cpu, Long.parseLong(fields[22 - 3]));
    }

    /** A zombie holds nothing any more; it only waits for its parent to look. */
    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }

    double cpuSeconds() {
        return cpuTicks / TICKS_PER_SECOND;
    }
}
