package ai.relayme.policybot.conversation;

import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.relay.Call;
import ai.relayme.policybot.relay.RelayConfig;
import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.usage.UsageStore;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books what calls to the relay used: as metrics, and for the day's budget. Safe for concurrent use. */
public final class RelayLedger implements Consumer<Call> {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLedger.class);

    private final RelayConfig config;
    private final UsageStore usage;
    private final Metrics metrics;

    public RelayLedger(RelayConfig config, UsageStore usage, Metrics metrics) {
        this.config = config;
        this.usage = usage;
        this.metrics = metrics;
    }

    @Override
    public void accept(Call call) {
        if (call.usage().tokens() == 0) {
            return;
        }
        BigDecimal cost = config.cost(call.model(), call.usage());
        metrics.relayUsed(call.model(), call.usage().inputTokens(), call.usage().outputTokens(), cost.doubleValue());
        try {
            usage.add(call.model(), call.usage().inputTokens(), call.usage().outputTokens(), cost);
        } catch (StoreException e) {
            // the answer does not depend on it; what it costs is in the metrics
            LOG.warn("relay usage not kept: model={} tokens={} ({})", call.model(), call.usage().tokens(),
                    e.getMessage());
        }
    }
}
