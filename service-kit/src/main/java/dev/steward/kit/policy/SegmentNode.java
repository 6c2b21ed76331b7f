package dev.steward.kit.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where resources stand after some segments: the policies that end here and the ways on. */
final class SegmentNode {

    /** Of patterns that end here. */
    final CompiledPolicy[] here;

    /** Of patterns that take any rest from here. */
    final CompiledPolicy[] anyRest;

    final @Nullable SegmentNode any;
    private final String[] names;
    private final @Nullable SegmentNode[] nodes;

    private SegmentNode(Draft draft) {
        here = draft.here.toArray(CompiledPolicy[]::new);
        anyRest = draft.anyRest.toArray(CompiledPolicy[]::new);
        Draft anyDraft = draft.children.get(ResourcePattern.ANY);
        any = anyDraft == null ? null : anyDraft.freeze();
        int exact = draft.children.size() - (anyDraft == null ? 0 : 1);
        // At most half full, so that a search for what is not there ends soon.
        int capacity = exact == 0 ? 0 : Integer.highestOneBit(exact) * 4;
        names = new String[capacity];
        nodes = new SegmentNode[capacity];
        draft.children.forEach((name, child) -> {
            if (child != anyDraft) {
                put(name, child.freeze());
            }
        });
    }

    /** The way on over the segment at this place of the text, found without cutting it out. */
    @Nullable
    SegmentNode next(String text, int start, int end) {
        int mask = names.length - 1;
        if (mask < 0) {
            return null;
        }
        int length = end - start;
        for (int i = hash(text, start, end) & mask; nodes[i] != null; i = (i + 1) & mask) {
            if (names[i].length() == length && text.startsWith(names[i], start)) {
                return nodes[i];
            }
        }
        return null;
    }

    /** Whether a policy is about a resource with these further segments, of which {@code *} is any. */
    boolean leadsToPolicy(List<String> segments, int from) {
        if (anyRest.length > 0) {
            return true;
        }
        if (from == segments.size()) {
            return here.length > 0;
        }
        if (any != null && any.leadsToPolicy(segments, from + 1)) {
            return true;
        }
        String segment = segments.get(from);
        if (!segment.equals(ResourcePattern.ANY)) {
            SegmentNode exact = next(segment, 0, segment.length());
            return exact != null && exact.leadsToPolicy(segments, from + 1);
        }
        for (SegmentNode node : nodes) {
            if (node != null && node.leadsToPolicy(segments, from + 1)) {
                return true;
            }
        }
        return false;
    }

    private void put(String name, SegmentNode node) {
        int mask = names.length - 1;
        int i = hash(name, 0, name.length()) & mask;
        while (nodes[i] != null) {
            i = (i + 1) & mask;
        }
        names[i] = name;
        nodes[i] = node;
    }

    private static int hash(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash ^ (hash >>> 16);
    }

    /** A node that is still being built. */
    static final class Draft {

        private final Map<String, Draft> children = new HashMap<>();
        private final List<CompiledPolicy> here = new ArrayList<>();
        private final List<CompiledPolicy> anyRest = new ArrayList<>();

        void add(ResourcePattern pattern, CompiledPolicy policy) {
            Draft node = this;
            for (String segment : pattern.segments()) {
                node = node.children.computeIfAbsent(segment, _ -> new Draft());
            }
            (pattern.anyRest() ? node.anyRest : node.here).add(policy);
        }

        SegmentNode freeze() {
            return new SegmentNode(this);
        }
    }
}
