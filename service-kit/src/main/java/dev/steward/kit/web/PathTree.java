package dev.steward.kit.web;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of patterns as {@link PathIndex} reads it. A node is a head, then what it covers itself, then what all below it
 * covers, each a run of positions and methods, then the text of its segment, two characters a word. Children follow their
 * parents.
 */
final class PathTree {

    static final int PARENT = 0;
    /** Its child for any segment, or 0. */
    static final int ANY = 1;
    /** Its only literal child, 0 if it has none, or {@link #SEVERAL}. */
    static final int ONLY = 2;
    /** How many words the entries of its own have, and those of all below it. */
    static final int HERE = 3;

    static final int REST = 4;
    static final int LENGTH = 5;
    static final int HEAD = 6;
    static final int SEVERAL = -1;

    private final IdentityHashMap<PathNode, Integer> places = new IdentityHashMap<>();
    private final List<Integer> words = new ArrayList<>();
    private final int[] children;
    private int siblings;

    PathTree(PathNode root) {
        lay(root, "", 0);
        // At most half full, so that a probe is short.
        children = new int[Integer.highestOneBit(Math.max(1, siblings) * 2) * 2];
        link(root);
    }

    int[] nodes() {
        return words.stream().mapToInt(Integer::intValue).toArray();
    }

    int[] children() {
        return children;
    }

    private void lay(PathNode node, String segment, int parent) {
        int place = words.size();
        places.put(node, place);
        words.addAll(List.of(parent, 0, 0, 2 * node.here.size(), 2 * node.rest.size(), segment.length()));
        run(node.here);
        run(node.rest);
        for (int i = 0; i < segment.length(); i += 2) {
            int next = i + 1 < segment.length() ? segment.charAt(i + 1) : 0;
            words.add(segment.charAt(i) | (next << 16));
        }
        if (node.any != null) {
            words.set(place + ANY, words.size());
            lay(node.any, "", place);
        }
        words.set(place + ONLY, node.children.isEmpty() ? 0 : node.children.size() > 1 ? SEVERAL : words.size());
        siblings += node.children.size() > 1 ? node.children.size() : 0;
        node.children.forEach((text, child) -> lay(child, text, place));
    }

    private void run(Map<Integer, Integer> methodsByPosition) {
        methodsByPosition.forEach((position, methods) -> {
            words.add(position);
            words.add(methods);
        });
    }

    private void link(PathNode node) {
        if (node.children.size() > 1) {
            node.children.forEach((text, child) -> {
                int mask = children.length - 1;
                int slot = PathIndex.slot(place(node), text.hashCode()) & mask;
                while (children[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                children[slot] = place(child);
            });
        }
        node.children.values().forEach(this::link);
        if (node.any != null) {
            link(node.any);
        }
    }

    private int place(PathNode node) {
        return places.getOrDefault(node, 0);
    }
}
