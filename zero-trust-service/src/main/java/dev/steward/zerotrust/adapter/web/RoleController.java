package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.zerotrust.domain.Role;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The roles there are; nobody changes them. */
@RestController
@RequestMapping("/api/v1/roles")
class RoleController {

    private static final List<RoleView> ROLES =
            Arrays.stream(Role.values()).map(RoleView::from).toList();

    /** Lists the roles and what each permits, the weakest first. */
    @GetMapping
    Mono<Page<RoleView>> list(PageQuery page) {
        List<RoleView> shown =
                ROLES.stream().skip(page.offset()).limit(page.pageSize()).toList();
        return Mono.just(Page.of(shown, page, ROLES.size()));
    }

    /**
     * Shows what a role permits.
     *
     * @return 200 and the role
     */
    @GetMapping("/{id}")
    Mono<RoleView> get(@PathVariable String id) {
        return Mono.justOrEmpty(Role.parse(id))
                .map(RoleView::from)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such role.")));
    }
}
