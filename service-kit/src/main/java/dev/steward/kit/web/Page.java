package dev.steward.kit.web;

import java.util.List;
import java.util.function.Function;

/** One page of a list, newest first. */
public record Page<T>(List<T> items, int page, int pageSize, long total, long totalPages) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> items, PageQuery query, long total) {
        long pages = (total + query.pageSize() - 1) / query.pageSize();
        return new Page<>(items, query.page(), query.pageSize(), total, pages);
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), page, pageSize, total, totalPages);
    }
}
