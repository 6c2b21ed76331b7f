package sample;

import org.jspecify.annotations.Nullable;

class MayBeNull {

    int length(@Nullable String text) {
        return text.length();
    }
}
