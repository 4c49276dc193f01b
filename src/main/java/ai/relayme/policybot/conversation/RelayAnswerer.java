package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.Draft;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Gate;
import ai.relayme.policybot.grounding.Grounds;
import ai.relayme.policybot.grounding.Verdict;
import ai.relayme.policybot.grounding.Verifier;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.redaction.Redactor;
import ai.relayme.policybot.relay.AnswerSink;
import ai.relayme.policybot.relay.Call;
import ai.relayme.policybot.relay.Cancellation;
import ai.relayme.policybot.relay.ChatRelay;
import ai.relayme.policybot.relay.Completion;
import ai.relayme.policybot.relay.Deadline;
import ai.relayme.policybot.relay.Prompt;
import ai.relayme.policybot.relay.RelayConfig;
import ai.relayme.policybot.relay.RelayException;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Retrieval;
import ai.relayme.policybot.tracing.Tracing;
import ai.relayme.policybot.usage.UsageStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has a model behind the relay write the answer, and lets through only what was verified. Safe for concurrent use. */
public final class RelayAnswerer {
    /** Passages a model is shown: enough for a question with two parts, few enough to keep it to the point. */
    private static final int MOST_PASSAGES = 5;
    private static final String BUDGET_USED_UP = "BUDGET_USED_UP";
    private static final String NOTHING_SUPPORTED = "NOTHING_SUPPORTED";

    private final ChatRelay relay;
    private final RelayConfig config;
    private final Verifier verifier;
    private final Redactor redactor;
    private final UsageStore usage;
    private final Metrics metrics;
    private final Tracing tracing;
    private final Stages stages;

    /** @param config prices the relay's calls */
    public RelayAnswerer(ChatRelay relay, RelayConfig config, Verifier verifier, Redactor redactor, UsageStore usage,
            Metrics metrics, Tracing tracing) {
        this.relay = relay;
        this.config = config;
        this.verifier = verifier;
        this.redactor = redactor;
        this.usage = usage;
        this.metrics = metrics;
        this.stages = new Stages(metrics, tracing);
        this.tracing = tracing;
        metrics.relaySet(Stream.concat(Stream.of(RelayException.Reason.values()).map(RelayException.Reason::name),
                Stream.of(BUDGET_USED_UP, NOTHING_SUPPORTED)).toList());
    }

    /** Whether a model would be asked now. */
    public boolean isAvailable() {
        return relay.isAvailable() && !usage.isUsedUp();
    }

    /**
     * Begins to work on a question; the relay's time runs from here.
     *
     * @param earlier the conversation's earlier questions, oldest first
     */
    RelayedQuestion begin(String question, List<String> earlier, AnswerListener listener, Trace trace) {
        RelayedQuestion relayed = new RelayedQuestion(question, earlier, trace);
        listener.onLeaving(relayed.cancellation::cancel);
        return relayed;
    }

    /** What became of a model's answer. */
    enum Result {
        /** It stands in the draft. */
        WRITTEN,
        /** The model finds that the passages do not answer; nothing stands in the draft. */
        NOT_COVERED,
        /** The relay failed, or nothing that it wrote was supported: the answer must be quoted, or its rest. */
        TO_BE_QUOTED
    }

    /** One question. Everything that its visitor wrote leaves for the relay from here. Used by one thread. */
    final class RelayedQuestion {
        private final String question;
        private final List<String> earlier;
        private final Trace trace;
        private final Deadline deadline = relay.deadline();
        private final Cancellation cancellation = new Cancellation();
        private boolean written;
        /** Whether more is written than what introduces a list: alone that answers nothing. */
        private boolean answered;
        private @Nullable String model;

        private RelayedQuestion(String question, List<String> earlier, Trace trace) {
            // identifiers stay here: a model needs none of them to tell what a policy says
            List<String> asked = new ArrayList<>(earlier);
            asked.add(question);
            List<String> redacted = redactor.redact(asked);
            this.question = redacted.getLast();
            this.earlier = redacted.subList(0, earlier.size());
            this.trace = trace;
        }

        /** The question, understandable without those before it; empty where the model could not make it so. */
        Optional<String> selfContained() {
            if (earlier.isEmpty() || usage.isUsedUp()) {
                return Optional.empty();
            }
            Optional<String> rewritten = stages.time(Stages.Stage.REWRITING,
                    () -> relay.selfContained(question, earlier, this::ended, deadline, cancellation));
            rewritten.ifPresent(trace::rewritten);
            return rewritten;
        }

        /** Adds the model's verified sentences to the draft; what must be quoted instead is traced with its reason. */
        Result answer(Retrieval retrieval, Draft draft) {
            if (usage.isUsedUp()) {
                return quoted(BUDGET_USED_UP);
            }
            List<Passage> evidence = evidence(retrieval);
            AnswerSink sink = new AnswerSink() {
                @Override
                public void sentence(String sentence) {
                    verify(sentence, evidence, retrieval.corpus(), draft);
                }

                @Override
                public void ended(Call call) {
                    model = call.model();
                    RelayedQuestion.this.ended(call);
                }
            };
            try {
                trace.prompt(Prompt.PROMPT_VERSION, evidence.size());
                Prompt prompt = new Prompt(question, draft.language(), earlier, evidence);
                Completion completion = stages.time(Stages.Stage.RELAY,
                        () -> relay.write(prompt, sink, deadline, cancellation));
                trace.completion(completion);
                if (answered) {
                    return Result.WRITTEN;
                }
                return completion.notCovered() && !draft.isGrounded()
                        ? Result.NOT_COVERED
                        : quoted(NOTHING_SUPPORTED);
            } catch (RelayException e) {
                return quoted(e.reason().name());
            }
        }

        /** The model of which sentences stand in the draft, if any do: also of an answer whose rest is quoted. */
        Optional<String> writer() {
            return written ? Optional.ofNullable(model) : Optional.empty();
        }

        /** Keeps that the answer is quoted, or its rest, although there is a relay, and why. */
        Result quoted(String reason) {
            trace.relayFailure(reason);
            metrics.relayQuoted(reason);
            return Result.TO_BE_QUOTED;
        }

        private void ended(Call call) {
            trace.call(call, config.cost(call.model(), call.usage()));
            // the names are those of OpenTelemetry's conventions for generative models
            tracing.called("chat " + call.model(), call.took(),
                    Map.of("gen_ai.operation.name", "chat", "gen_ai.request.model", call.model(), "policybot.purpose",
                            call.purpose().name().toLowerCase(Locale.ROOT)),
                    Map.of("gen_ai.usage.input_tokens", call.usage().inputTokens(), "gen_ai.usage.output_tokens",
                            call.usage().outputTokens()),
                    call.failure() == null ? null : call.result().toLowerCase(Locale.ROOT));
        }

        private void verify(String sentence, List<Passage> evidence, Corpus corpus, Draft draft) {
            Verdict verdict = Prompt.isRecited(sentence)
                    ? new Verdict.Rejected(sentence, Gate.CONDUCT, "it recites the rules", Optional.empty())
                    : stages.time(Stages.Stage.GATES,
                            () -> verifier.verify(sentence, evidence, corpus, draft.language()));
            trace.verdict(verdict);
            switch (verdict) {
                case Verdict.Supported supported -> {
                    metrics.sentence("supported");
                    if (!draft.says(supported.text())) {
                        draft.generated(supported.text(),
                                supported.grounds().stream().map(RelayAnswerer::run).toList());
                    }
                    written = true;
                    answered |= !Draft.introduces(supported.text());
                }
                case Verdict.Rejected rejected -> {
                    metrics.sentence(rejected.gate().name());
                    // what the model got wrong of a passage, the passage says itself
                    rejected.clause().filter(clause -> !draft.cites(clause.passage())).map(RelayAnswerer::run)
                            .filter(clause -> !Draft.introduces(clause.text())).ifPresent(draft::quote);
                }
            }
        }
    }

    /** The best passage for each part of the question first, then the others as they are ranked. */
    private static List<Passage> evidence(Retrieval retrieval) {
        Set<Passage> evidence = new LinkedHashSet<>(retrieval.best());
        retrieval.ranked().stream().map(RankedPassage::passage).forEach(evidence::add);
        return evidence.stream().limit(MOST_PASSAGES).toList();
    }

    private static Draft.Run run(Grounds grounds) {
        String text = grounds.passage().text();
        return new Draft.Run(grounds.passage(), text.offsetByCodePoints(0, grounds.start()),
                text.offsetByCodePoints(0, grounds.end()));
    }
}
