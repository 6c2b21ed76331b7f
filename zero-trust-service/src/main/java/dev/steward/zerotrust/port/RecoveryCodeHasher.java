package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.RecoveryCode;

/** Hashes recovery codes with a key the database does not have, each for one user. */
public interface RecoveryCodeHasher {

    byte[] hash(String userId, RecoveryCode code);
}
