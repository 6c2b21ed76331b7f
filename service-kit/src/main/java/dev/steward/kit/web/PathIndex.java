package dev.steward.kit.web;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * Which of many patterns covers a path, at a cost that depends on the path and hardly on how many patterns there are. It
 * is a trie of segments in two arrays in which all of a node is in one place, so that even a path that nobody asked for
 * lately costs few loads from far memory.
 *
 * <p>A pattern has literal segments, {@code {names}} and stars that stand for one segment each, and perhaps
 * <code>/**</code> at its end for any number of them. A slash at the end of a path does not count.
 */
public final class PathIndex {

    /** No position. */
    public static final int NOTHING = Integer.MAX_VALUE;

    /** As {@link PathTree} lays them out. */
    private final int[] nodes;

    /** Of nodes with several literal children: where a child may be, by a hash of its parent and its segment; 0 is none. */
    private final int[] children;

    private PathIndex(PathTree tree) {
        this.nodes = tree.nodes();
        this.children = tree.children();
    }

    /**
     * What one position, counted from the front, covers.
     *
     * @param methods a bit for each of the methods
     */
    public record Entry(int position, List<String> patterns, int methods) {}

    /** Fails with {@link IllegalArgumentException} for what is no pattern. */
    public static PathIndex of(List<Entry> entries) {
        PathNode root = new PathNode();
        for (Entry entry : entries) {
            entry.patterns().forEach(pattern -> root.add(pattern, entry));
        }
        return new PathIndex(new PathTree(root));
    }

    /** The first position that covers the path with one of these methods, or {@link #NOTHING}. */
    public int find(PathContainer path, int methods) {
        return find(0, path.elements(), 0, methods, NOTHING);
    }

    private int find(int node, List<PathContainer.Element> path, int from, int methods, int found) {
        int here = node + PathTree.HEAD;
        int rest = here + nodes[node + PathTree.HERE];
        int best = first(rest, nodes[node + PathTree.REST], methods, found);
        int at = from;
        while (at < path.size() && !(path.get(at) instanceof PathSegment)) {
            at++;
        }
        if (at == path.size()) {
            return first(here, nodes[node + PathTree.HERE], methods, best);
        }
        int child = child(node, ((PathSegment) path.get(at)).valueToMatch());
        if (child > 0) {
            best = find(child, path, at + 1, methods, best);
        }
        int any = nodes[node + PathTree.ANY];
        return any == 0 ? best : find(any, path, at + 1, methods, best);
    }

    private int first(int from, int length, int methods, int found) {
        for (int i = from; i < from + length && nodes[i] < found; i += 2) {
            if ((nodes[i + 1] & methods) != 0) {
                return nodes[i];
            }
        }
        return found;
    }

    /** The root is nobody's child, so that 0 is none. */
    private int child(int parent, String segment) {
        int only = nodes[parent + PathTree.ONLY];
        if (only != PathTree.SEVERAL) {
            return only > 0 && isOf(only, parent, segment) ? only : 0;
        }
        int mask = children.length - 1;
        for (int slot = slot(parent, segment.hashCode()) & mask; ; slot = (slot + 1) & mask) {
            int child = children[slot];
            if (child == 0 || isOf(child, parent, segment)) {
                return child;
            }
        }
    }

    private boolean isOf(int child, int parent, String segment) {
        int length = segment.length();
        if (nodes[child + PathTree.PARENT] != parent || nodes[child + PathTree.LENGTH] != length) {
            return false;
        }
        int text = child + PathTree.HEAD + nodes[child + PathTree.HERE] + nodes[child + PathTree.REST];
        for (int i = 0; i < length; i++) {
            if ((char) (nodes[text + i / 2] >>> (16 * (i % 2))) != segment.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static int slot(int parent, int hash) {
        int mixed = hash ^ (parent * 0x9E3779B9);
        mixed = (mixed ^ (mixed >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
