package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.Draft;
import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Grounds;
import ai.relayme.policybot.grounding.Verdict;
import ai.relayme.policybot.grounding.Verifier;
import ai.relayme.policybot.redaction.Redactor;
import ai.relayme.policybot.relay.ChatRelay;
import ai.relayme.policybot.relay.Completion;
import ai.relayme.policybot.relay.Prompt;
import ai.relayme.policybot.relay.RelayException;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Retrieval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has a model behind the relay write the answer, and lets through only what was verified. Safe for concurrent use. */
public final class RelayAnswerer {
    /** Passages a model is shown: enough for a question with two parts, few enough to keep it to the point. */
    private static final int MOST_PASSAGES = 6;

    private final ChatRelay relay;
    private final Verifier verifier;
    private final Redactor redactor;

    public RelayAnswerer(ChatRelay relay, Verifier verifier, Redactor redactor) {
        this.relay = relay;
        this.verifier = verifier;
        this.redactor = redactor;
    }

    /**
     * Adds the model's verified sentences to the draft.
     *
     * @return the body that they make, ungrounded where the model finds that the passages do not answer; empty where
     *         the rest must be quoted, because the relay failed or nothing that it wrote was supported
     */
    Optional<Answer.Body> answer(String question, List<String> earlier, Retrieval retrieval, Draft draft,
            Trace trace) {
        List<Passage> evidence = retrieval.ranked().stream().limit(MOST_PASSAGES).map(RankedPassage::passage).toList();
        // identifiers stay here: a model needs none of them to tell what a policy says
        List<String> asked = new ArrayList<>(earlier);
        asked.add(question);
        List<String> redacted = redactor.redact(asked);
        Prompt prompt = new Prompt(redacted.getLast(), draft.language(), redacted.subList(0, earlier.size()), evidence);
        try {
            Completion completion = relay.write(prompt,
                    sentence -> verify(sentence, evidence, draft, trace));
            trace.completion(completion);
            if (completion.notCovered() || draft.isGrounded()) {
                return Optional.of(draft.body(Mode.RELAY, completion.model()));
            }
            return Optional.empty();
        } catch (RelayException e) {
            trace.relayFailure(e);
            return Optional.empty();
        }
    }

    private void verify(String sentence, List<Passage> evidence, Draft draft, Trace trace) {
        Verdict verdict = verifier.verify(sentence, evidence, draft.language());
        trace.verdict(verdict);
        switch (verdict) {
            case Verdict.Supported supported ->
                draft.generated(supported.text(), supported.grounds().stream().map(RelayAnswerer::run).toList());
            // what the model got wrong of a passage, the passage says itself
            case Verdict.Rejected rejected -> rejected.clause().filter(clause -> !draft.cites(clause.passage()))
                    .ifPresent(clause -> draft.quote(run(clause)));
        }
    }

    private static Draft.Run run(Grounds grounds) {
        String text = grounds.passage().text();
        return new Draft.Run(grounds.passage(), text.offsetByCodePoints(0, grounds.start()),
                text.offsetByCodePoints(0, grounds.end()));
    }
}
