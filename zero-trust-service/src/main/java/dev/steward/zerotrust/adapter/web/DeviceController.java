package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.idempotency.IdempotentRequest;
import dev.steward.kit.security.Caller;
import dev.steward.kit.web.Page;
import dev.steward.kit.web.PageQuery;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.kit.web.ValidBody;
import dev.steward.zerotrust.application.DeviceService;
import dev.steward.zerotrust.domain.Device;
import dev.steward.zerotrust.domain.OpaqueSecret;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/devices")
class DeviceController {

    private static final String READ = "devices:read";
    private static final String WRITE = "devices:write";

    private final DeviceService devices;
    private final Clock clock;

    DeviceController(DeviceService devices, Clock clock) {
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * Registers a device of the caller.
     *
     * @return 201 and the device with its credential, shown once, {@code Location} names it; 409 {@code conflict}: the
     *     caller has 50 devices, the most there can be
     */
    @PostMapping
    Mono<ResponseEntity<RegisteredDeviceView>> register(@ValidBody RegisterDevice body, IdempotentRequest request) {
        return request.answer(Caller.current()
                .flatMap(caller -> devices.register(caller.userId(), body.name().strip()))
                .map(registration -> ResponseEntity.created(URI.create(
                                "/api/v1/devices/" + registration.device().id()))
                        .cacheControl(CacheControl.noStore())
                        .body(RegisteredDeviceView.from(registration)))
                .switchIfEmpty(Mono.error(() -> new Problem(
                        ProblemCode.CONFLICT,
                        "There are " + DeviceService.MOST + " devices, the most there can be."))));
    }

    /**
     * Lists devices, newest first: the caller's own, or with {@code user_id} those of another user, for whom may see them;
     * everybody else finds none there.
     */
    @GetMapping
    Mono<Page<DeviceView>> list(
            @RequestParam(name = "user_id", required = false) @Nullable String userId, PageQuery page) {
        return Caller.current().flatMap(caller -> {
            String owner = userId == null ? caller.userId() : userId;
            return owner.equals(caller.userId()) || caller.mayEverywhere(READ)
                    ? page(owner, page)
                    : Mono.error(() -> Problem.notFound("There is no such user."));
        });
    }

    /**
     * Shows a device and its last posture.
     *
     * @return 200 and the device; 404 {@code not-found}: there is none, or none that the caller may see
     */
    @GetMapping("/{id}")
    Mono<DeviceView> get(@PathVariable String id) {
        return visible(id, READ).map(DeviceView::from);
    }

    /**
     * Removes a device; its credential is good no more.
     *
     * @return 204 and nothing; 404 {@code not-found}: there is none, or none that the caller may remove
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> remove(@PathVariable String id) {
        return visible(id, WRITE)
                .flatMap(devices::remove)
                .filter(removed -> removed)
                .map(_ -> ResponseEntity.noContent().<Void>build())
                .switchIfEmpty(Mono.error(DeviceController::noSuchDevice));
    }

    /**
     * Takes what a device says about itself, in the place of what it said before. It counts fully for an hour, then less
     * and less for a day. The device needs no login: it proves itself by its credential.
     *
     * @return 200 and the device; 401 {@code unauthorized}: there is no such device, the credential is another's, or its user
     *     is disabled
     */
    @PostMapping("/{id}/posture")
    Mono<DeviceView> report(@PathVariable String id, @ValidBody PostureReport body) {
        return devices.report(
                        id,
                        new OpaqueSecret(body.credential()),
                        body.os(),
                        body.osVersion(),
                        body.posture(clock.instant()))
                .map(DeviceView::from)
                .switchIfEmpty(Mono.error(
                        () -> MfaController.unauthorized("There is no such device, or the credential is another's.")));
    }

    private Mono<Page<DeviceView>> page(String owner, PageQuery page) {
        return Mono.zip(devices.list(owner, page.offset(), page.pageSize()), devices.count(owner))
                .map(found -> Page.of(found.getT1(), page, found.getT2()).map(DeviceView::from));
    }

    private Mono<Device> visible(String id, String permission) {
        return Caller.current()
                .flatMap(caller -> devices.find(id)
                        .filter(device -> device.userId().equals(caller.userId()) || caller.mayEverywhere(permission)))
                .switchIfEmpty(Mono.error(DeviceController::noSuchDevice));
    }

    private static Problem noSuchDevice() {
        return Problem.notFound("There is no such device.");
    }
}
