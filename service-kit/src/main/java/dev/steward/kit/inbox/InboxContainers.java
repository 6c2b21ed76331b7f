package dev.steward.kit.inbox;

import dev.steward.kit.config.ShutdownBudget;
import dev.steward.kit.outbox.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The running subscriptions of a service. They start after the inbox has its partitions, which waits for the database
 * without holding up the start, and stop before the outbox relay does.
 */
final class InboxContainers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxContainers.class);

    /** Bounds how long the end of a partition's rest can go unnoticed. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** A right or password that is missing may be put right while the service runs. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;
    private final InboxPartitions partitions;
    private final InboxProperties properties;
    private final AtomicBoolean running = new AtomicBoolean();
    private Disposable starting = Disposables.disposed();

    InboxContainers(
            List<EventSubscription> subscriptions,
            Inbox inbox,
            InboxPartitions partitions,
            DeadLetterPublisher deadLetters,
            KafkaClients clients,
            InboxProperties properties,
            MeterRegistry meters,
            ApplicationContext application) {
        this.partitions = partitions;
        this.properties = properties;
        this.containers = subscriptions.stream()
                .map(subscription -> container(subscription, inbox, deadLetters, clients, meters, application))
                .toList();
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            EventSubscription subscription,
            Inbox inbox,
            DeadLetterPublisher deadLetters,
            KafkaClients clients,
            MeterRegistry meters,
            ApplicationContext application) {
        ContainerProperties settings =
                new ContainerProperties(subscription.topics().toArray(String[]::new));
        settings.setGroupId(subscription.group());
        settings.setAckMode(ContainerProperties.AckMode.BATCH);
        settings.setMissingTopicsFatal(false);
        settings.setAuthExceptionRetryInterval(REFUSED);
        settings.setShutdownTimeout(ShutdownBudget.LISTENERS.toMillis());
        settings.setPollTimeout(POLL.toMillis());
        settings.setListenerTaskExecutor(virtualThreads(subscription.group()));
        settings.setObservationEnabled(true);
        application.getBeanProvider(ObservationRegistry.class).ifAvailable(settings::setObservationRegistry);
        settings.setMessageListener(new InboxListener(subscription, inbox, properties.handlerTimeout(), meters));
        var container = new ConcurrentMessageListenerContainer<byte[], byte[]>(
                new DefaultKafkaConsumerFactory<>(clients.consumer(subscription.group())), settings);
        container.setBeanName(subscription.group());
        container.setConcurrency(subscription.concurrency());
        container.setCommonErrorHandler(new RetryingErrorHandler(
                subscription.group(),
                (record, error) -> deadLetters.publish(subscription.group(), record, error),
                properties));
        container.setApplicationContext(application);
        ConsumerLag.tell(subscription.group(), container, meters);
        return container;
    }

    private static SimpleAsyncTaskExecutor virtualThreads(String group) {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(group + "-");
        executor.setVirtualThreads(true);
        return executor;
    }

    /** After everything a handler needs, before the web server takes requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public void start() {
        running.set(true);
        starting = Mono.defer(partitions::keep)
                .doOnError(e -> LOG.warn("Events wait until the inbox is ready: {}", e.toString()))
                .retryWhen(
                        Retry.backoff(Long.MAX_VALUE, properties.firstPause()).maxBackoff(properties.longestPause()))
                .subscribe(_ -> {}, e -> LOG.error("The inbox did not start", e), this::startContainers);
    }

    private synchronized void startContainers() {
        if (running.get()) {
            containers.forEach(ConcurrentMessageListenerContainer::start);
        }
    }

    /** All at once: each finishes the event it is at, and commits. */
    @Override
    public synchronized void stop() {
        running.set(false);
        starting.dispose();
        CountDownLatch stopped = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(stopped::countDown));
        try {
            if (!stopped.await(ShutdownBudget.LISTENERS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("An event is still being worked on; it will be delivered again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
