package dev.steward.kit.policy.score;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.Network;
import dev.steward.kit.policy.Reading;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Where addresses are, by the smallest block that holds them. */
public final class PlaceTable {

    public static final PlaceTable EMPTY = new PlaceTable(Map.of());

    private static final String COMMENT = "#";
    private static final int COLUMNS = 4;

    private final Map<Network, Place> places;
    private final NavigableSet<Integer> prefixes = new TreeSet<>(Comparator.reverseOrder());

    private PlaceTable(Map<Network, Place> places) {
        this.places = Map.copyOf(places);
        places.keySet().forEach(network -> prefixes.add(network.bits()));
    }

    /**
     * Reads lines such as {@code 192.0.2.0/24,Berlin,52.52,13.40}: block, name, degrees north, degrees east. Empty lines
     * and those that start with {@code #} say nothing.
     *
     * @throws IllegalArgumentException naming the first line that is none
     */
    public static PlaceTable read(List<String> lines) {
        var places = new HashMap<Network, Place>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith(COMMENT)) {
                add(places, line, i + 1);
            }
        }
        return new PlaceTable(places);
    }

    public Optional<Place> of(IpAddress address) {
        for (int bits : prefixes) {
            if (bits <= (address.v4() ? 32 : 128)) {
                Place place = places.get(Network.of(address, bits));
                if (place != null) {
                    return Optional.of(place);
                }
            }
        }
        return Optional.empty();
    }

    private static void add(Map<Network, Place> places, String line, int number) {
        String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            throw refused(number, "must be block, name, degrees north, degrees east");
        }
        Network network =
                switch (Network.read(columns[0].strip())) {
                    case Reading.Valid<Network> valid -> valid.value();
                    case Reading.Refused<Network> refused -> throw refused(number, refused.reason());
                };
        double latitude = degrees(columns[2], 90, number);
        double longitude = degrees(columns[3], 180, number);
        if (places.put(network, new Place(columns[1].strip(), latitude, longitude)) != null) {
            throw refused(number, "names a block that an earlier line names");
        }
    }

    private static double degrees(String text, double most, int number) {
        try {
            double degrees = Double.parseDouble(text.strip());
            if (Math.abs(degrees) <= most) {
                return degrees;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw refused(number, "must have degrees from -" + (int) most + " to " + (int) most);
    }

    private static IllegalArgumentException refused(int line, String why) {
        return new IllegalArgumentException("line " + line + " " + why);
    }
}
