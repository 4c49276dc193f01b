/** What the operator watches: counts, durations and states, as Prometheus reads them. The one package that knows Micrometer. */
@NullMarked
package ai.relayme.policybot.metrics;

import org.jspecify.annotations.NullMarked;
