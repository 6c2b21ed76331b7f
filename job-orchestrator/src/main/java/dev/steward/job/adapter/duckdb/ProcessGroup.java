package dev.steward.job.adapter.duckdb;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** Leaves the parent's process group and session, so that Ctrl-C in its terminal reaches the parent alone. */
final class ProcessGroup {

    private ProcessGroup() {}

    @SuppressWarnings("restricted")
    static void leave() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("setsid").ifPresent(setsid -> {
            try {
                int _ = (int) linker.downcallHandle(setsid, FunctionDescriptor.of(ValueLayout.JAVA_INT))
                        .invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("setsid", e);
            }
        });
    }
}
