/** Hashes, plain or under a secret, by which things are known again without being kept; random tokens, which are kept so. */
@NullMarked
package ai.relayme.policybot.hashing;

import org.jspecify.annotations.NullMarked;
