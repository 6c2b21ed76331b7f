package dev.steward.kit.web;

/**
 * Which page of a list is asked for.
 *
 * @param page from 1
 * @param pageSize 1 to 100
 */
public record PageQuery(int page, int pageSize) {

    public static final int DEFAULT_SIZE = 20;
    public static final int LARGEST_SIZE = 100;

    public long offset() {
        return (page - 1L) * pageSize;
    }
}
