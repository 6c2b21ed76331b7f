package dev.steward.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SuiteEnvironmentTest {

    @StewardIT
    private abstract static class Shared {}

    private static final class One extends Shared {}

    @StewardIT(properties = "a=b")
    private abstract static class Other extends Shared {}

    private static final class Two extends Other {}

    @WithSuiteInfra
    static class Alone {
        @Nested
        class Part {}
    }

    @Test
    void aServiceIsSharedByWhatExtendsTheClassThatStartsIt() {
        assertThat(SuiteEnvironment.serviceOf(One.class)).isEqualTo(Shared.class);
        assertThat(SuiteEnvironment.serviceOf(Two.class)).isEqualTo(Other.class);
    }

    @Test
    void aClassThatStartsNoneIsItsOwnWithAllThatIsInIt() {
        assertThat(SuiteEnvironment.serviceOf(Alone.class)).isEqualTo(Alone.class);
        assertThat(SuiteEnvironment.serviceOf(Alone.Part.class)).isEqualTo(Alone.class);
    }
}
