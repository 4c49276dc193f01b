/** The keys of developers who call the API: made once, kept as hashes, each with what it may be used for. */
@NullMarked
package ai.relayme.policybot.apikey;

import org.jspecify.annotations.NullMarked;
