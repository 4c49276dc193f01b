/** Hashes by which things are known again without being kept: SHA-256, plain or under a secret. */
@NullMarked
package ai.relayme.policybot.hashing;

import org.jspecify.annotations.NullMarked;
