package dev.steward.gateway.status;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Which services there are, and where. */
public interface ServiceInstances {

    /** By name of the service. */
    Map<String, List<URI>> all();
}
