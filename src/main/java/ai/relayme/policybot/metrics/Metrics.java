package ai.relayme.policybot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every figure of the bot, under one name each. Labels take values from settings and enumerations alone, so that nothing
 * a visitor or a model writes becomes one. Safe for concurrent use.
 */
public final class Metrics {
    private static final Duration[] BUCKETS = Stream
            .of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 40_000).map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final String version;
    /** Made when the first figure comes, which is after the start. */
    private @Nullable PrometheusMeterRegistry registry;
    private @Nullable Supplier<Standing> source;
    private @Nullable StandingGauges standing;

    /** @param version of the program, as a figure tells it */
    public Metrics(String version) {
        this.version = version;
    }

    private PrometheusMeterRegistry make() {
        PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(made);
        new JvmThreadMetrics().bindTo(made);
        new ProcessorMetrics().bindTo(made);
        new FileDescriptorMetrics().bindTo(made);
        new UptimeMetrics().bindTo(made);
        Gauge.builder("policybot.build.info", () -> 1).description("1, with what runs.").tag("version", version)
                .tag("java", Runtime.version().toString()).register(made);
        // an alarm on what grows sees the first one only if it was 0 before
        refusals(made);
        return made;
    }

    private synchronized PrometheusMeterRegistry registry() {
        if (registry == null) {
            registry = make();
        }
        return registry;
    }

    /** Has figures of how the bot stands, which are looked up whenever somebody asks for all. */
    public synchronized void watch(Supplier<Standing> standing) {
        source = standing;
    }

    private void look() {
        Supplier<Standing> looked;
        StandingGauges gauges;
        synchronized (this) {
            if (source == null) {
                return;
            }
            if (standing == null) {
                standing = new StandingGauges(registry());
            }
            looked = source;
            gauges = standing;
        }
        gauges.show(looked.get());
    }

    /**
     * An answer was given.
     *
     * @param outcome the outcome's word
     * @param mode    the mode's word
     * @param took    from the question to the whole answer
     */
    public void answered(String outcome, String mode, Duration took) {
        timer("policybot.answer", "From the question to the whole answer.", "outcome", outcome, "mode", mode)
                .record(took);
    }

    /**
     * A question was answered.
     *
     * @param outcome  the outcome's word
     * @param reason   why the bot abstained; empty where it did not
     * @param language the answer's language tag
     */
    public void question(String outcome, String reason, String language) {
        counter("policybot.questions", "Questions by what became of them.", "outcome", outcome, "reason",
                reason.isEmpty() ? "none" : reason, "language", language).increment();
    }

    /** The first segment of an answer was sent, so long after the question. */
    public void firstSegment(String mode, Duration took) {
        timer("policybot.first.segment", "From the question to the first segment.", "mode", mode).record(took);
    }

    /** A sentence of a model was verified: supported, or rejected by that gate. */
    public void sentence(String verdict) {
        counter("policybot.relay.sentences", "Sentences of a model by what the gates say of them.", "verdict", verdict)
                .increment();
    }

    /**
     * A call to the relay ended.
     *
     * @param purpose what it was for
     * @param result  {@code OK}, or the reason why it failed
     */
    public void relayCall(String model, String purpose, String result, Duration took) {
        timer("policybot.relay.call", "Calls to the relay.", "model", model, "purpose", word(purpose), "result",
                word(result)).record(took);
    }

    /** A relay is set; these are the reasons for which answers may be quoted all the same. */
    public void relaySet(Collection<String> reasons) {
        reasons.forEach(this::quoted);
    }

    /** An answer or its rest was quoted although a relay is set, for that reason. */
    public void relayQuoted(String reason) {
        quoted(reason).increment();
    }

    private Counter quoted(String reason) {
        return counter("policybot.relay.quoted",
                "Answers that were quoted, or filled up with quotes, although a relay is set.",
                "reason", word(reason));
    }

    /** A call is tried once more. */
    public void relayRetried() {
        counter("policybot.relay.retries", "Calls to the relay that were tried once more.").increment();
    }

    /** Tokens were used, and what they cost, in the currency of the prices. */
    public void relayUsed(String model, long inputTokens, long outputTokens, double cost) {
        String description = "Tokens of calls to the relay; estimated where it does not count them.";
        counter("policybot.relay.tokens", description, "model", model, "direction", "input")
                .increment((double) inputTokens);
        counter("policybot.relay.tokens", description, "model", model, "direction", "output")
                .increment((double) outputTokens);
        counter("policybot.relay.cost", "Cost of calls to the relay, in the currency of the prices.", "model", model)
                .increment(cost);
    }

    /** A question, or what else came, was refused because too many others were being answered. */
    public void refused() {
        refusals(registry()).increment();
    }

    private static Counter refusals(PrometheusMeterRegistry registry) {
        return Counter.builder("policybot.questions.refused")
                .description("Questions, and what else came, refused because too many others were being answered.")
                .register(registry);
    }

    /** Whether calls to the model are held back, read when somebody looks: 1 or 0. */
    public void relayCircuit(String model, DoubleSupplier open) {
        Gauge.builder("policybot.relay.circuit.open", open::getAsDouble)
                .description("1 while a model is not called because it keeps failing.").tag("model", model)
                .strongReference(true).register(registry());
    }

    /** How many calls run and wait, read when somebody looks. */
    public void relaySlots(DoubleSupplier running, DoubleSupplier waiting) {
        Gauge.builder("policybot.relay.running", running::getAsDouble).description("Calls to the relay that run.")
                .strongReference(true).register(registry());
        Gauge.builder("policybot.relay.waiting", waiting::getAsDouble)
                .description("Answers that wait for a call to end before theirs begins.").strongReference(true)
                .register(registry());
    }

    /** A step of answering a question ended. */
    public void stage(String stage, Duration took) {
        timer("policybot.stage", "Steps of answering a question.", "stage", word(stage)).record(took);
    }

    /** Something was taken in for a person: a rights request or a message, by its kind's word. */
    public void handoff(String kind) {
        counter("policybot.handoffs", "Rights requests and messages that were taken in.", "kind", kind).increment();
    }

    /** A mail was tried; what became of it, in a word. */
    public void mail(String result) {
        counter("policybot.mail.attempts", "Attempts to send a mail, by how they ended.", "result", result).increment();
    }

    /**
     * A request was answered.
     *
     * @param route  the route's path with its parameters' names; empty where there is no such route
     * @param status of the reply
     */
    public void request(String method, String route, int status, Duration took) {
        Timer.builder("policybot.http.requests").description("Requests by route and status of the reply.")
                .tags("method", method, "route", route.isEmpty() ? "none" : route, "status", Integer.toString(status))
                .register(registry()).record(took);
    }

    /** Every figure, in Prometheus's text format, version 0.0.4. */
    public String scrape() {
        look();
        return registry().scrape();
    }

    private Counter counter(String name, String description, String... labels) {
        return Counter.builder(name).description(description).tags(labels).register(registry());
    }

    private Timer timer(String name, String description, String... labels) {
        return Timer.builder(name).description(description).tags(labels).serviceLevelObjectives(BUCKETS)
                .register(registry());
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
