package dev.steward.perf.load;

import java.time.Duration;
import java.util.List;

/** How much is asked for, and for how long. */
public sealed interface Traffic {

    Duration length();

    /** The same shape in a part of the time. */
    Traffic scaled(double factor);

    /** A closed loop: so many users, each waiting for its answer; their number changes evenly within a stage. */
    record Users(List<Stage> stages) implements Traffic {
        public Users {
            stages = List.copyOf(stages);
        }

        @Override
        public Duration length() {
            return stages.stream().map(Stage::length).reduce(Duration.ZERO, Duration::plus);
        }

        @Override
        public Users scaled(double factor) {
            return new Users(stages.stream()
                    .map(stage -> new Stage(scale(stage.length(), factor), stage.users()))
                    .toList());
        }

        /** How many users there should be at this time of the run. */
        public int at(Duration elapsed) {
            var before = 0;
            var left = elapsed;
            for (var stage : stages) {
                if (left.compareTo(stage.length()) < 0) {
                    double part = (double) left.toNanos() / stage.length().toNanos();
                    return (int) Math.round(before + (stage.users() - before) * part);
                }
                left = left.minus(stage.length());
                before = stage.users();
            }
            return before;
        }
    }

    /**
     * A part of the run.
     *
     * @param users how many there are when it ends
     */
    record Stage(Duration length, int users) {}

    /** An open loop: so many begin each second, whether the ones before were answered or not. */
    record Arrivals(int perSecond, Duration length) implements Traffic {
        @Override
        public Arrivals scaled(double factor) {
            return new Arrivals(perSecond, scale(length, factor));
        }
    }

    private static Duration scale(Duration length, double factor) {
        return Duration.ofMillis(Math.round(length.toMillis() * factor));
    }
}
