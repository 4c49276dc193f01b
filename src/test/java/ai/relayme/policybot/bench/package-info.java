/** Measures the packaged server from outside: start-up, memory, latency, throughput. Prints figures and asserts none. */
@NullMarked
package ai.relayme.policybot.bench;

import org.jspecify.annotations.NullMarked;
