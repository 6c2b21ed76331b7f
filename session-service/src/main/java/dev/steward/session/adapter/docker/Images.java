package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of the engine. */
record Images(DockerEngine engine, DockerSettings.Pull pull, Duration timeout) {

    private static final Logger LOG = LoggerFactory.getLogger(Images.class);

    /** An image without a tag means its latest one; the engine would fetch all of them. */
    static String tagged(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        return name.contains(":") || name.contains("@") ? image : image + ":latest";
    }

    /** What its containers run unless told otherwise. */
    ContainerConfig config(String image) {
        ContainerConfig config =
                engine.ask(client -> client.inspectImageCmd(image).exec()).getConfig();
        return config == null ? new ContainerConfig() : config;
    }

    /** Fetches an image that is missing, if that is wanted; tells whether it is there now. */
    boolean fetch(String image) throws InterruptedException {
        if (pull == DockerSettings.Pull.NEVER) {
            return false;
        }
        try {
            return engine.follow(client -> client.pullImageCmd(image).start())
                    .awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (DockerException | DockerClientException e) {
            LOG.warn("cannot fetch the image {}: {}", image, e.getMessage());
            return false;
        }
    }
}
