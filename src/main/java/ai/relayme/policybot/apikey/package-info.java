/** The keys of developers who call the API: made once, kept as hashes, told apart by name. */
@NullMarked
package ai.relayme.policybot.apikey;

import org.jspecify.annotations.NullMarked;
