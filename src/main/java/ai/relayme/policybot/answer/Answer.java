package ai.relayme.policybot.answer;

import ai.relayme.policybot.language.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bot replies to one question. */
public sealed interface Answer {
    /** The words and what they rest on. */
    Body body();

    /** The outcome's word in JSON and in the database. */
    String outcome();

    /** The way to a person, where the answer offers one. */
    Optional<Handoff> handoffOffered();

    /**
     * The part that every answer has.
     *
     * @param language  language of the words
     * @param mode      who wrote them
     * @param model     the model that wrote them, only in {@link Mode#RELAY}
     * @param segments  the sentences in order
     * @param citations what they cite, numbered from 1 in order
     * @param notices   what the reader must know about it
     */
    record Body(Language language, Mode mode, @Nullable String model, List<Segment> segments, List<Citation> citations,
            Set<Notice> notices) {
        public Body {
            segments = List.copyOf(segments);
            citations = List.copyOf(citations);
            notices = Set.copyOf(notices);
        }
    }

    /** The policy says it: at least one citation. */
    record Answered(Body body, @Nullable Handoff handoff) implements Answer {
        @Override
        public String outcome() {
            return "answered";
        }

        @Override
        public Optional<Handoff> handoffOffered() {
            return Optional.ofNullable(handoff);
        }
    }

    /** The policy does not say it, or it is no policy question. */
    record Abstained(Body body, Abstention abstention, Handoff handoff) implements Answer {
        @Override
        public String outcome() {
            return "abstained";
        }

        @Override
        public Optional<Handoff> handoffOffered() {
            return Optional.of(handoff);
        }
    }

    /** The visitor wants to use a right. */
    record RightsRequestOffered(Body body, Handoff.RightsRequest handoff) implements Answer {
        @Override
        public String outcome() {
            return "rights_request";
        }

        @Override
        public Optional<Handoff> handoffOffered() {
            return Optional.of(handoff);
        }
    }

    /** The visitor wants a person. */
    record HumanOffered(Body body, Handoff handoff) implements Answer {
        @Override
        public String outcome() {
            return "human";
        }

        @Override
        public Optional<Handoff> handoffOffered() {
            return Optional.of(handoff);
        }
    }

    /** A greeting, thanks, a farewell. */
    record Smalltalk(Body body) implements Answer {
        @Override
        public String outcome() {
            return "smalltalk";
        }

        @Override
        public Optional<Handoff> handoffOffered() {
            return Optional.empty();
        }
    }
}
