package dev.steward.infra;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Makes the users and rules of a broker those of the suite, whatever it had before; safe to repeat. */
record AccessControl(Admin admin) {
    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;
    private static final int ITERATIONS = 4096;

    void apply(List<AccessRule> rules, Map<String, String> passwords) throws InterruptedException {
        try {
            users(passwords);
            rules(rules);
        } catch (ExecutionException e) {
            throw new InfraException("Kafka refused its users or access rules: " + e.getCause(), e);
        }
    }

    private void users(Map<String, String> passwords) throws InterruptedException, ExecutionException {
        var changes = new ArrayList<UserScramCredentialAlteration>();
        admin.describeUserScramCredentials().users().get().stream()
                .filter(user -> !passwords.containsKey(user))
                .forEach(user -> changes.add(new UserScramCredentialDeletion(user, MECHANISM)));
        passwords.forEach((user, password) -> changes.add(
                new UserScramCredentialUpsertion(user, new ScramCredentialInfo(MECHANISM, ITERATIONS), password)));
        admin.alterUserScramCredentials(changes).all().get();
    }

    private void rules(List<AccessRule> rules) throws InterruptedException, ExecutionException {
        var wanted = new HashSet<AclBinding>();
        rules.forEach(rule -> wanted.addAll(bindings(rule)));
        var present =
                Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
        var missing = wanted.stream().filter(rule -> !present.contains(rule)).toList();
        var surplus = present.stream()
                .filter(rule -> !wanted.contains(rule))
                .map(AclBinding::toFilter)
                .toList();
        admin.createAcls(missing).all().get();
        admin.deleteAcls(surplus).all().get();
    }

    private static List<AclBinding> bindings(AccessRule rule) {
        var pattern = new ResourcePattern(
                switch (rule.resource()) {
                    case TOPIC -> ResourceType.TOPIC;
                    case GROUP -> ResourceType.GROUP;
                },
                rule.name(),
                switch (rule.match()) {
                    case LITERAL -> PatternType.LITERAL;
                    case PREFIX -> PatternType.PREFIXED;
                });
        return rule.operations().stream()
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + rule.principal(),
                                "*",
                                AclOperation.valueOf(operation.name()),
                                AclPermissionType.ALLOW)))
                .toList();
    }
}
