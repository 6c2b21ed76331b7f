package dev.steward.devstack.suite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Something the person at the terminal can put right; the message is the one sentence they read. */
public final class SuiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteException(String sentence) {
        super(sentence);
    }

    public SuiteException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Says why in words where the file system only names a path. */
    public static SuiteException of(String what, IOException cause) {
        return new SuiteException(what + ": " + reason(cause) + ".", cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException e -> "permission denied for " + e.getFile();
            case NoSuchFileException e -> e.getFile() + " is not there";
            case FileAlreadyExistsException e -> e.getFile() + " is there already and is no folder";
            default -> String.valueOf(cause.getMessage());
        };
    }
}
