package ai.relayme.policybot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The gauges of {@link Standing}. What the database does not tell is no number, and counts by state are not there. */
final class StandingGauges {
    private final MultiGauge requests;
    private volatile @Nullable Standing standing;

    StandingGauges(MeterRegistry registry) {
        gauge(registry, "policybot.corpus.age", "seconds", "Since the corpus that serves was taken up.",
                now -> now.corpus().ageSeconds());
        gauge(registry, "policybot.corpus.passages", null, "Passages of the corpus that serves.",
                now -> now.corpus().passages());
        gauge(registry, "policybot.corpus.faults", null,
                "Faults of a changed corpus folder, which keep it from serving.", now -> now.corpus().faults());
        gauge(registry, "policybot.store.up", null, "1 while the database answers and takes writings.",
                now -> now.stored().isPresent() ? 1 : 0);
        stored(registry, "policybot.rights.requests.overdue", "Open requests whose date has passed.",
                Standing.Stored::overdue);
        stored(registry, "policybot.outbox.pending", "Mails that wait to be sent.", now -> now.mail().pending());
        stored(registry, "policybot.outbox.dead.letters", "Mails that nothing will deliver until a person acts.",
                now -> now.mail().deadLetters());
        stored(registry, "policybot.outbox.held", "1 while the mail server does not let this node in.",
                now -> now.mail().held() ? 1 : 0);
        requests = MultiGauge.builder("policybot.rights.requests")
                .description("Rights requests and hand-offs by how far they have come.").register(registry);
    }

    private void gauge(MeterRegistry registry, String name, @Nullable String unit, String description,
            ToDoubleFunction<Standing> figure) {
        Gauge.builder(name, this, gauges -> {
            Standing now = gauges.standing;
            return now == null ? Double.NaN : figure.applyAsDouble(now);
        }).baseUnit(unit).description(description).strongReference(true).register(registry);
    }

    private void stored(MeterRegistry registry, String name, String description,
            ToDoubleFunction<Standing.Stored> figure) {
        gauge(registry, name, null, description, now -> now.stored().map(figure::applyAsDouble).orElse(Double.NaN));
    }

    /** Shows this from now on. */
    void show(Standing now) {
        standing = now;
        List<MultiGauge.Row<?>> rows = now.stored().map(Standing.Stored::requests).orElse(Map.of()).entrySet()
                .stream().<MultiGauge.Row<?>>map(count -> MultiGauge.Row.of(
                        Tags.of("kind", count.getKey().kind(), "state", count.getKey().state()), count.getValue()))
                .toList();
        requests.register(rows, true);
    }
}
