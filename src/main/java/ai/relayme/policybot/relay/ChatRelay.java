package ai.relayme.policybot.relay;

import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.relay.Call.Purpose;
import ai.relayme.policybot.relay.ModelClient.Pieces;
import ai.relayme.policybot.relay.ModelClient.Request;
import ai.relayme.policybot.relay.RelayException.Reason;
import ai.relayme.policybot.relay.Slots.Slot;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The models behind RelayMe's relay, asked in turn. Safe for concurrent use; calls block, so they belong on virtual
 * threads.
 */
public final class ChatRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatRelay.class);
    /** In bytes of UTF-8. */
    private static final int LONGEST_ANSWER = 16 * 1024;
    /** In bytes of UTF-8: a question of some length in Chinese. */
    private static final int LONGEST_QUESTION = 1024;
    private static final Pattern ONE_QUESTION = Pattern.compile("[^\\n\\[\\]<>]+");

    private final Timings timings;
    private final Slots slots;
    private final Metrics metrics;
    private final Consumer<Call> ledger;
    private final RetryBudget retries = new RetryBudget();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor();
    private final ModelClient client;
    private final List<Circuit> circuits;

    /** @param ledger is told of every call that ended, on the thread that made it */
    public ChatRelay(RelayConfig config, Metrics metrics, Consumer<Call> ledger) {
        this(config, Timings.within(config.timeout()), defaultTls(), metrics, ledger);
    }

    ChatRelay(RelayConfig config, Timings timings, SSLContext tls, Metrics metrics, Consumer<Call> ledger) {
        this.timings = timings;
        this.slots = new Slots(config.concurrency(), timings.place());
        this.metrics = metrics;
        this.ledger = ledger;
        this.client = new ModelClient(config, timings, tls, this::book);
        this.circuits = config.models().stream().distinct()
                .map(model -> new Circuit(model, timings, this::probe, probes, closing)).toList();
        circuits.forEach(circuit -> metrics.relayCircuit(circuit.model(), () -> circuit.isClosed() ? 0 : 1));
        metrics.relaySlots(slots::running, slots::waiting);
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** When an answer must be whole whose question is asked now. */
    public Deadline deadline() {
        return Deadline.in(timings.total());
    }

    /** Whether a model may be called: not every one failed of late. */
    public boolean isAvailable() {
        return circuits.stream().anyMatch(Circuit::isClosed);
    }

    /**
     * Has a model answer, and hands over each sentence with its markers as soon as it has come. Blocks until the answer
     * is whole, at most until the deadline; interrupting the thread ends the call.
     *
     * @throws RelayException where there is no whole answer; what was handed over by then stays valid
     */
    public Completion write(Prompt prompt, AnswerSink sink, Deadline deadline, Cancellation cancellation)
            throws RelayException {
        requireAvailable();
        cancellation.begin();
        try (Slot _ = slots.take(deadline)) {
            return new Asking(sink, deadline).ask(prompt);
        } finally {
            cancellation.end();
        }
    }

    /**
     * Has a model make a question understandable without those before it. Takes a place only where one is free, a small
     * part of the time, and one try: a question that stays as it is is no great loss.
     *
     * @param earlier questions of the same visitor before this one, oldest first, at least one
     * @param calls   is told of the call
     * @return the question on one line; empty where none came
     */
    public Optional<String> selfContained(String question, List<String> earlier, Consumer<Call> calls,
            Deadline deadline, Cancellation cancellation) {
        Optional<Circuit> circuit = circuits.stream().filter(Circuit::isClosed).findFirst();
        Optional<Slot> free = circuit.isEmpty() ? Optional.empty() : slots.takeFree();
        if (circuit.isEmpty() || free.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Request request = new Request(Purpose.REWRITING, PromptText.rewritingRules(),
                PromptText.questions(question, earlier), LONGEST_QUESTION);
        try (Slot _ = free.get()) {
            cancellation.begin();
            call(circuit.get(), request, new Collected(text, calls), deadline.orIn(timings.rewriting()));
        } catch (RelayException e) {
            log(circuit.get().model(), e, "the question stays as it is");
            return Optional.empty();
        } finally {
            cancellation.end();
        }
        return Optional.of(ReasoningFilter.without(text.toString()).strip())
                .filter(line -> ONE_QUESTION.matcher(line).matches());
    }

    private void probe(String model) throws RelayException {
        client.ask(model, new Request(Purpose.PROBE, "", "Reply with the word yes.", LONGEST_ANSWER),
                new Collected(new StringBuilder(), _ -> {}), Deadline.in(timings.firstEvent()));
    }

    private void requireAvailable() throws RelayException {
        if (!isAvailable()) {
            throw new RelayException(Reason.CIRCUIT_OPEN, "every model failed of late");
        }
    }

    /** Makes a call that the circuit is to learn from. */
    private void call(Circuit circuit, Request request, Pieces pieces, Deadline deadline) throws RelayException {
        long began = System.nanoTime();
        retries.called();
        try {
            client.ask(circuit.model(), request, pieces, deadline);
            circuit.succeeded(Duration.ofNanos(System.nanoTime() - began));
        } catch (RelayException e) {
            circuit.failed(e, Duration.ofNanos(System.nanoTime() - began));
            throw e;
        }
    }

    private void book(Call call) {
        metrics.relayCall(call.model(), call.purpose().name(), call.result(), call.took());
        ledger.accept(call);
    }

    private static void log(String model, RelayException failure, String next) {
        // a visitor who leaves is no fault of the relay
        LOG.atLevel(failure.reason() == Reason.CANCELLED ? Level.INFO : Level.WARN).log(
                "relay call failed: model={} reason={} ({}); {}", model, failure.reason(), failure.getMessage(), next);
    }

    /** Ends the calls that are running, which then throw {@code CANCELLED}, and lets go of the connections. */
    @Override
    public void close() {
        closing.countDown();
        client.close();
        probes.close();
    }

    /** One answer: which model is asked next, and whether one is asked again. Used once, by one thread. */
    private final class Asking {
        private final AnswerSink sink;
        private final Deadline deadline;
        private boolean again;

        Asking(AnswerSink sink, Deadline deadline) {
            this.sink = sink;
            this.deadline = deadline;
        }

        Completion ask(Prompt prompt) throws RelayException {
            Prompt asked = prompt;
            int model = nextModel(0);
            while (true) {
                if (model == circuits.size()) {
                    throw new RelayException(Reason.CIRCUIT_OPEN, "every model failed of late");
                }
                Circuit circuit = circuits.get(model);
                SentenceWriter writer = new SentenceWriter(sink::sentence);
                try {
                    call(circuit, answering(asked), new Sentences(writer, sink), deadline);
                    return new Completion(circuit.model(), writer.isNotCovered());
                } catch (RelayException e) {
                    boolean mayGoOn = !writer.hasHandedOver() && !deadline.hasPassed();
                    Prompt shorter = mayGoOn ? shortened(asked, e) : null;
                    int next = mayGoOn && e.reason().isWorthAnotherModel() ? nextModel(model + 1) : circuits.size();
                    if (shorter != null) {
                        log(circuit.model(), e, "asking again with fewer passages");
                        asked = shorter;
                    } else if (next < circuits.size()) {
                        log(circuit.model(), e, "asking the next model");
                        model = next;
                    } else if (mayGoOn && waitedForARetry(e)) {
                        log(circuit.model(), e, "asking again");
                    } else {
                        log(circuit.model(), e, "no whole answer");
                        writer.cut();
                        throw e;
                    }
                }
            }
        }

        private int nextModel(int from) {
            int model = from;
            while (model < circuits.size() && !circuits.get(model).isClosed()) {
                model++;
            }
            return model;
        }

        private @Nullable Prompt shortened(Prompt prompt, RelayException failure) {
            if (again || failure.reason() != Reason.PROMPT_TOO_LONG) {
                return null;
            }
            again = true;
            return prompt.shortened().orElse(null);
        }

        /** Waits before the one retry that an answer has, where there is no other model to ask; false if there is none. */
        private boolean waitedForARetry(RelayException failure) throws RelayException {
            Duration pause = failure.retryAfter().orElse(Duration.ZERO).plus(jittered(timings.retry()));
            if (again || circuits.size() > 1 || !failure.isWorthARetry() || !circuits.getFirst().isClosed()
                    || failure.retryAfter().orElse(Duration.ZERO).compareTo(timings.longestRetryAfter()) > 0
                    || !deadline.leaves(pause) || !retries.takeRetry()) {
                return false;
            }
            again = true;
            metrics.relayRetried();
            try {
                return !closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new RelayException(Reason.CANCELLED, "interrupted before the call");
            }
        }

        private static Duration jittered(Duration pause) {
            return pause.dividedBy(2).plusNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() + 1));
        }

        private static Request answering(Prompt prompt) {
            return new Request(Purpose.ANSWER, PromptText.system(prompt), PromptText.user(prompt), LONGEST_ANSWER);
        }
    }

    /** Makes sentences of the pieces. */
    private record Sentences(SentenceWriter writer, AnswerSink sink) implements Pieces {
        @Override
        public void piece(String text) {
            writer.push(text);
        }

        @Override
        public void end() throws RelayException {
            writer.finish();
            if (writer.isEmpty()) {
                throw new RelayException(Reason.MALFORMED, "the answer is empty");
            }
        }

        @Override
        public void ended(Call call) {
            sink.ended(call);
        }
    }

    /** Keeps the pieces together. */
    private record Collected(StringBuilder text, Consumer<Call> calls) implements Pieces {
        @Override
        public void piece(String more) {
            text.append(more);
        }

        @Override
        public void ended(Call call) {
            calls.accept(call);
        }
    }
}
