package dev.steward.job.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The logical name of an uploaded file, {@code <project_id>/<name>}. Neither part can hold a separator, a glob
 * character, a colon or a leading dot, so a path of this type cannot leave the dataset root by its text alone.
 */
public record DatasetPath(String projectId, String name) {

    private static final Pattern PROJECT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public DatasetPath {
        if (!PROJECT_ID.matcher(projectId).matches() || !validName(name)) {
            throw new IllegalArgumentException("not a dataset path: " + projectId + "/" + name);
        }
    }

    public static boolean validName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Empty when the text is anything but {@code <project_id>/<name>}. */
    public static Optional<DatasetPath> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String projectId = text.substring(0, slash);
        String name = text.substring(slash + 1);
        return PROJECT_ID.matcher(projectId).matches() && validName(name)
                ? Optional.of(new DatasetPath(projectId, name))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return projectId + "/" + name;
    }
}
