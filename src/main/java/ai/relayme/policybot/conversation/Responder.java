package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.Abstention;
import ai.relayme.policybot.answer.Abstention.Reason;
import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Draft;
import ai.relayme.policybot.answer.FixedTexts;
import ai.relayme.policybot.answer.Handoff;
import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.answer.QuotingAnswerer;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.conversation.AnswerListener.Stage;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.correction.ReviewedAnswers;
import ai.relayme.policybot.correction.ReviewedAnswers.Reviewed;
import ai.relayme.policybot.glossary.KnownConcept;
import ai.relayme.policybot.intent.Intent;
import ai.relayme.policybot.intent.IntentClassifier;
import ai.relayme.policybot.intent.Preceding;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Query;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Retrieval;
import ai.relayme.policybot.retrieval.Retriever;
import ai.relayme.policybot.tracing.Tracing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Turns a question into an answer: intent, retrieval, then the words. Safe for concurrent use. */
public final class Responder {
    private static final int MOST_CLOSEST = 3;
    /** Of the documents that are there: a sentence of hundreds helps nobody. */
    private static final int MOST_NAMED = 10;

    /** A second or two of work. */
    private static final int MOST_REHEARSED = 300;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final IntentClassifier intents;
    private final Retriever retriever;
    private final Writers writers;
    private final FixedTexts texts;
    private final SupportDesk desk;
    private final Metrics metrics;
    private final Stages stages;
    private final Turns turns = new Turns(CORES);
    private final Admission admission = new Admission(CORES, System::nanoTime);

    /**
     * Who writes an answer, in the order in which they are asked.
     *
     * @param reviewed what agents wrote; nothing where they are not asked
     * @param relayed  a model; without one every other answer is in the passages' own words
     * @param quoting  quotes the passages
     */
    public record Writers(Optional<ReviewedAnswers> reviewed, Optional<RelayAnswerer> relayed,
            QuotingAnswerer quoting) {}

    public Responder(IntentClassifier intents, Retriever retriever, Writers writers, FixedTexts texts,
            SupportDesk desk, Metrics metrics, Tracing tracing) {
        this.intents = intents;
        this.retriever = retriever;
        this.writers = writers;
        this.texts = texts;
        this.desk = desk;
        this.metrics = metrics;
        this.stages = new Stages(metrics, tracing);
    }

    /** Times the steps of a question. */
    Stages stages() {
        return stages;
    }

    /** Which questions are taken. */
    Admission admission() {
        return admission;
    }

    /**
     * The answer.
     *
     * @param text the question
     * @param history what was said before it
     */
    Answer respond(String text, Language language, History history, PassageIndex index, AnswerListener listener,
            Trace trace) {
        Answer answer = answer(text, language, history, index, trace.watching(listener), trace);
        String mode = answer.body().mode().label();
        metrics.answered(answer.outcome(), mode, trace.elapsed());
        metrics.question(answer.outcome(),
                answer instanceof Answer.Abstained abstained ? abstained.abstention().reason().label() : "",
                answer.body().language().tag());
        trace.firstSegment().ifPresent(took -> metrics.firstSegment(mode, took));
        return answer;
    }

    /**
     * Quotes answers to the policy's own sentences, for nobody: after it the first visitors wait no longer than later ones,
     * for all that answering takes is loaded and compiled.
     *
     * @param over whether it must end, which is asked before each answer
     */
    public void rehearse(PassageIndex index, BooleanSupplier over) {
        index.corpus().passages().limit(MOST_REHEARSED).takeWhile(_ -> !over.getAsBoolean()).forEach(passage -> {
            Draft draft = new Draft(index.corpus(), passage.language(), (_, _, _) -> {});
            if (intents.classify(passage.text(), Preceding.NOTHING) instanceof Intent.PolicyQuestion) {
                Retrieval retrieval = retriever.retrieve(index, Query.of(passage.text(), passage.language()));
                writers.quoting().answer(retrieval, draft);
                draft.body(Mode.QUOTE, null);
            }
        });
    }

    private Answer answer(String text, Language language, History history, PassageIndex index,
            AnswerListener listener, Trace trace) {
        Draft draft = new Draft(index.corpus(), language, listener::segment);
        List<String> earlier = history.questions();
        Intent intent = stages.time(Stages.Stage.INTENT,
                () -> turns.take(() -> intents.classify(text, history.preceding())));
        trace.intent(intent);
        String asked = intent instanceof Intent.PolicyQuestion question ? question.question() : text;
        Optional<Answer> reviewed = reviewed(intent, asked, earlier, draft, index, trace);
        if (reviewed.isPresent()) {
            return reviewed.get();
        }
        return switch (intent) {
            case Intent.Smalltalk smalltalk -> {
                draft.say(texts.smalltalk(smalltalk.kind(), earlier.isEmpty(), language));
                yield new Answer.Smalltalk(draft.body(Mode.QUOTE, null));
            }
            case Intent.Human human -> human(draft, index);
            case Intent.RightsRequest request -> rightsRequest(request, draft, index, listener, trace);
            case Intent.RightsInformation information -> rightsInformation(information, text, earlier, draft,
                    index, listener, trace);
            case Intent.Unsafe unsafe -> abstain(Reason.UNSAFE_INPUT, List.of(), draft);
            case Intent.OffTopic offTopic -> abstain(Reason.OFF_TOPIC, List.of(), draft);
            case Intent.AccountMatter matter -> abstain(Reason.ACCOUNT_SPECIFIC, List.of(), draft);
            case Intent.Advice advice -> abstain(Reason.ADVICE_NOT_GIVEN, List.of(), draft);
            case Intent.PolicyQuestion question -> policy(question.question(), earlier, draft, index, listener, trace);
        };
    }

    /**
     * What an agent wrote for this question. Whoever wants to use a right, or wants a person, gets that and nothing else; a
     * question that leans on the one before it asks the same only in the same words.
     */
    private Optional<Answer> reviewed(Intent intent, String text, List<String> earlier, Draft draft,
            PassageIndex index, Trace trace) {
        if (intent instanceof Intent.RightsRequest || intent instanceof Intent.Human
                || intent instanceof Intent.Smalltalk || intent instanceof Intent.Unsafe) {
            return Optional.empty();
        }
        Optional<Reviewed> found = writers.reviewed().flatMap(answers -> answers.find(text, draft.language(),
                FollowUps.leans(text, earlier), index.corpus()));
        return found.map(answer -> {
            trace.reviewed(answer);
            if (answer.passages().isEmpty()) {
                return abstain(Reason.NOT_COVERED, List.of(), draft);
            }
            draft.reviewed(answer.answer(), answer.passages());
            List<Right> granted = intent instanceof Intent.RightsInformation information
                    ? information.rights()
                    : rightOf(answer.passages().getFirst(), draft, index).stream().toList();
            return new Answer.Answered(draft.body(Mode.QUOTE, null), granted.isEmpty() ? null : rights(granted, draft));
        });
    }

    private void sayHowAPersonIsReached(Draft draft, PassageIndex index) {
        draft.say(texts.human(draft.language()));
        writers.quoting().quoteWhole(Stream.of(KnownConcept.SUPPORT_EMAIL, KnownConcept.SUPPORT_HOURS)
                .flatMap(concept -> first(concept.id(), draft, index).stream()).toList(), draft);
    }

    private Answer human(Draft draft, PassageIndex index) {
        sayHowAPersonIsReached(draft, index);
        return new Answer.HumanOffered(draft.body(Mode.QUOTE, null), support(draft));
    }

    private Answer rightsRequest(Intent.RightsRequest request, Draft draft, PassageIndex index,
            AnswerListener listener, Trace trace) {
        List<Right> rights = request.rights();
        beside(request.beside(), draft, index, listener, trace, () -> {
            draft.say(texts.rightsRequest(rights, draft.language()));
            quoteRights(rights, draft, index);
        });
        return new Answer.RightsRequestOffered(draft.body(Mode.QUOTE, null), rights(rights, draft));
    }

    private Answer rightsInformation(Intent.RightsInformation information, String text, List<String> earlier,
            Draft draft, PassageIndex index, AnswerListener listener, Trace trace) {
        List<Right> rights = information.rights();
        if (information.beside().isEmpty()
                && retrieve(index, FollowUps.selfContained(text, earlier, draft.language())).isUnspoken()) {
            return policy(text, earlier, draft, index, listener, trace);
        }
        if (grants(rights, draft, index).isEmpty()) {
            return policy(text, earlier, draft, index, listener, trace);
        }
        beside(information.beside(), draft, index, listener, trace, () -> quoteRights(rights, draft, index));
        return new Answer.Answered(draft.body(Mode.QUOTE, null), rights(rights, draft));
    }

    /** Says what there is to say of rights, and serves what is wanted beside them, in the order of the message. */
    private void beside(Optional<Intent.Beside> beside, Draft draft, PassageIndex index, AnswerListener listener,
            Trace trace, Runnable ofRights) {
        List<Intent> others = beside.map(Intent.Beside::wanted).orElse(List.of());
        boolean first = beside.filter(Intent.Beside::first).isPresent();
        if (!first) {
            ofRights.run();
        }
        boolean open = false;
        for (Intent other : others) {
            open |= other instanceof Intent.PolicyQuestion asked
                    ? !isAnswered(asked, draft, index, listener, trace)
                    : !isSaid(other, draft, index);
        }
        if (first) {
            ofRights.run();
        }
        sayWhatIsMissing(open, draft);
    }

    /** Quotes what answers a question beside rights; whether there is such, and no part of it stays open. */
    private boolean isAnswered(Intent.PolicyQuestion asked, Draft draft, PassageIndex index, AnswerListener listener,
            Trace trace) {
        listener.stage(Stage.SEARCHING);
        Retrieval retrieval = retrieve(index, Query.of(asked.question(), draft.language()));
        trace.retrieval(retrieval);
        if (!retrieval.isSupported()) {
            return false;
        }
        writers.quoting().answer(retrieval, draft);
        return !isHalf(retrieval);
    }

    /** Says what there is to say to somebody who wants that beside rights; whether there is anything. */
    private boolean isSaid(Intent other, Draft draft, PassageIndex index) {
        switch (other) {
            case Intent.Human human -> sayHowAPersonIsReached(draft, index);
            case Intent.Unsafe unsafe -> draft.say(texts.abstention(Reason.UNSAFE_INPUT, draft.language()));
            case Intent.OffTopic offTopic -> draft.say(texts.abstention(Reason.OFF_TOPIC, draft.language()));
            case Intent.AccountMatter matter -> draft.say(texts.abstention(Reason.ACCOUNT_SPECIFIC, draft.language()));
            case Intent.Advice advice -> draft.say(texts.abstention(Reason.ADVICE_NOT_GIVEN, draft.language()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Quotes what the policy says of these rights and how they are used, and nothing twice. */
    private void quoteRights(List<Right> rights, Draft draft, PassageIndex index) {
        writers.quoting().quoteWhole(
                grants(rights, draft, index).stream().filter(passage -> !draft.cites(passage)).toList(), draft);
    }

    /** What the policy says of these rights, of all where none is named, then how they are used. */
    private static List<Passage> grants(List<Right> rights, Draft draft, PassageIndex index) {
        List<Right> meant = rights.isEmpty() ? List.of(Right.values()) : rights;
        return Stream.concat(meant.stream().map(Right::concept), Stream.of(KnownConcept.HOW_TO_REQUEST.id()))
                .flatMap(concept -> first(concept, draft, index).stream()).distinct().toList();
    }

    private Answer policy(String text, List<String> earlier, Draft draft, PassageIndex index, AnswerListener listener,
            Trace trace) {
        listener.stage(Stage.SEARCHING);
        Optional<RelayAnswerer.RelayedQuestion> relayed = writers.relayed()
                .map(relay -> relay.begin(text, earlier, listener, trace));
        Query query = relayed.filter(_ -> FollowUps.leans(text, earlier))
                .flatMap(relay -> admission.aside(relay::selfContained))
                .map(question -> new Query(question, "", draft.language(), Set.of()))
                .orElseGet(() -> FollowUps.selfContained(text, earlier, draft.language()));
        Retrieval retrieval = retrieve(index, query);
        trace.retrieval(retrieval);
        if (!retrieval.isSupported()) {
            Optional<Passage> naming = retriever.naming(index, retrieval);
            if (naming.isPresent()) {
                return missing(naming.get(), draft, index);
            }
            Reason reason = retrieval.uncovered().isPresent()
                    ? Reason.NOT_COVERED
                    : retrieval.isOffTopic() ? Reason.OFF_TOPIC : Reason.LOW_SUPPORT;
            return abstain(reason, closest(retrieval), draft);
        }
        listener.stage(Stage.CHECKING);
        RelayAnswerer.Result written = relayed.map(relay -> admission.aside(() -> relay.answer(retrieval, draft)))
                .orElse(RelayAnswerer.Result.TO_BE_QUOTED);
        boolean half = isHalf(retrieval);
        if (written == RelayAnswerer.Result.NOT_COVERED) {
            if (!half) {
                return abstain(Reason.NOT_COVERED, closest(retrieval), draft);
            }
            // of the whole the model is right, and one part is surely answered
            relayed.ifPresent(relay -> relay.quoted(Reason.NOT_COVERED.name()));
        }
        Optional<Right> right = rightOf(retrieval.best().getFirst(), draft, index);
        if (written != RelayAnswerer.Result.WRITTEN) {
            quote(retrieval, right, draft, index);
        }
        sayWhatIsMissing(half, draft);
        Handoff handoff = right.map(found -> (Handoff) rights(List.of(found), draft))
                .orElse(half ? support(draft) : null);
        Optional<String> writer = relayed.flatMap(RelayAnswerer.RelayedQuestion::writer);
        return new Answer.Answered(draft.body(writer.isPresent() ? Mode.RELAY : Mode.QUOTE, writer.orElse(null)),
                handoff);
    }

    /** Quotes what answers, and where that grants a right, how it is used. */
    private void quote(Retrieval retrieval, Optional<Right> granted, Draft draft, PassageIndex index) {
        stages.time(Stages.Stage.QUOTING, () -> {
            writers.quoting().answer(retrieval, draft);
            return draft;
        });
        if (granted.isPresent()) {
            first(KnownConcept.HOW_TO_REQUEST.id(), draft, index).filter(passage -> !draft.cites(passage))
                    .ifPresent(passage -> writers.quoting().quoteWhole(List.of(passage), draft));
        }
    }

    /**
     * Whether a part of the question stays open that is more than talk. It does so whatever a model wrote: asked alone, that
     * part would not have come before one, and what comes nearest to it in the policies only sounds alike.
     */
    private boolean isHalf(Retrieval retrieval) {
        return turns.take(() -> retrieval.silent().stream()
                .anyMatch(part -> !(intents.classify(part, Preceding.NOTHING) instanceof Intent.Smalltalk)));
    }

    /** Whoever asked two things and is answered one is told so. */
    private void sayWhatIsMissing(boolean half, Draft draft) {
        if (half) {
            draft.say(texts.otherPart(draft.language()));
        }
    }

    private Retrieval retrieve(PassageIndex index, Query query) {
        return stages.time(Stages.Stage.RETRIEVAL, () -> turns.take(() -> retriever.retrieve(index, query)));
    }

    /** The right that a passage grants: who asks about it is told how it is used as well. */
    private static Optional<Right> rightOf(Passage passage, Draft draft, PassageIndex index) {
        return Arrays.stream(Right.values())
                .filter(right -> first(right.concept(), draft, index).filter(passage::equals).isPresent()).findFirst();
    }

    /** The passage that speaks of a concept most. */
    private static Optional<Passage> first(String concept, Draft draft, PassageIndex index) {
        return index.about(concept, draft.language()).stream().map(RankedPassage::passage).findFirst();
    }

    private static List<Citation> closest(Retrieval retrieval) {
        List<Citation> closest = new ArrayList<>();
        retrieval.ranked().stream().filter(hit -> hit.score() > 0).limit(MOST_CLOSEST)
                .forEach(hit -> closest.add(Draft.citation(retrieval.corpus(), Draft.Run.whole(hit.passage()),
                        closest.size() + 1)));
        return closest;
    }

    private Answer abstain(Reason reason, List<Citation> closest, Draft draft) {
        draft.say(texts.abstention(reason, draft.language()));
        return new Answer.Abstained(draft.body(Mode.QUOTE, null), new Abstention(reason, closest), support(draft));
    }

    /** Abstains because the document is not there in which it would stand, and shows which are. */
    private Answer missing(Passage naming, Draft draft, PassageIndex index) {
        draft.say(texts.missing(index.corpus().documentIds().stream()
                .flatMap(id -> index.corpus().documentNearest(id, draft.language()).stream()).map(Document::title)
                .limit(MOST_NAMED).toList(),
                draft.language()));
        Citation citation = Draft.citation(index.corpus(), Draft.Run.whole(naming), 1);
        return new Answer.Abstained(draft.body(Mode.QUOTE, null),
                new Abstention(Reason.NOT_COVERED, List.of(citation)), support(draft));
    }

    private Handoff support(Draft draft) {
        return new Handoff.General(desk.now(draft.language()));
    }

    private Handoff.RightsRequest rights(List<Right> rights, Draft draft) {
        return new Handoff.RightsRequest(rights, desk.now(draft.language()));
    }
}
