package ai.relayme.policybot.intent;

import ai.relayme.policybot.intent.IntentModel.Look;
import ai.relayme.policybot.intent.ReplyReader.Reply;
import ai.relayme.policybot.language.Disguise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what a visitor wants from the words alone. Immutable. */
public final class IntentClassifier {
    /** In a conversation few words are enough to ask on, and such words alone look like anything. */
    private static final double LEAST_SURE_CHANCE_LATER = 0.8;

    /** Fewer words in a clause of a longer message name a thing and want nothing. */
    private static final int FEWEST_WORDS = 3;

    /** Fewer sentences are no story: their clauses tell enough. */
    private static final int FEWEST_STORY_SENTENCES = 3;

    /** "No more mails", "do not touch my data": of the other rights a clause that denies says what is not wanted. */
    private static final Set<Right> SAID_BY_DENIAL = Set.of(Right.OBJECTION, Right.RESTRICTION);

    private final IntentFeatures features;
    private final IntentModel model;
    private final ReplyReader replies;

    public IntentClassifier(IntentFeatures features) {
        this.features = features;
        this.replies = new ReplyReader(features.tokenizer());
        this.model = new IntentModel(features);
    }

    /** Names the examples that it was trained on. */
    public String trainedOn() {
        return model.trainedOn();
    }

    /**
     * What the visitor wants. A message in disguise may ask what the policy says and nothing else: whoever has an honest
     * request or wants a person writes so. One without words, such as an emoji or "...", asks nothing.
     *
     * @param message   what was written now
     * @param preceding what came before it
     */
    public Intent classify(String message, Preceding preceding) {
        String plain = Disguise.undo(message);
        if (features.words(plain).isEmpty()) {
            return new Intent.Smalltalk(Talk.OTHER);
        }
        Intent intent = byClauses(plain, preceding);
        return plain.equals(message) || intent instanceof Intent.PolicyQuestion ? intent : new Intent.Unsafe();
    }

    /**
     * What the message wants, where its clauses may want several things: a right that one of them asks for is never lost
     * beside a question, and what one of them says that it does not want is left out.
     */
    private Intent byClauses(String message, Preceding preceding) {
        Intent whole = plainly(message, preceding);
        if (whole instanceof Intent.Unsafe) {
            return whole;
        }
        List<Clause> all = Clause.of(message);
        if (!preceding.offered().isEmpty() && !(whole instanceof Intent.Human) && takesBack(all)) {
            return new Intent.Smalltalk(Talk.DECLINE);
        }
        List<Clause> wanted = all.stream().filter(clause -> !isDeclined(clause)).toList();
        if (wanted.size() < all.size()) {
            return withoutDeclined(wanted, preceding);
        }
        return inStory(message, all.size() > 1 ? ofClauses(all, whole, preceding) : whole);
    }

    /**
     * What one sentence asks to be done is not lost among what else is told: such a sentence is judged as if it stood alone,
     * which is how people ask who tell no story.
     */
    private Intent inStory(String message, Intent intent) {
        List<Clause> sentences = Clause.sentences(message);
        if (sentences.size() < FEWEST_STORY_SENTENCES || intent instanceof Intent.RightsRequest
                || intent instanceof Intent.Human) {
            return intent;
        }
        Set<Right> rights = new LinkedHashSet<>();
        List<Intent> others = new ArrayList<>();
        boolean othersFirst = false;
        for (Clause sentence : sentences) {
            Look look = model.look(sentence.text());
            Optional<Right> right = rightOf(sentence, look)
                    .filter(found -> sentence.mayRequest() && look.words() >= FEWEST_WORDS && look.isSurely(found)
                            && look.isRequest(found));
            right.ifPresent(rights::add);
            Optional<Intent> other = right.isPresent() ? Optional.empty() : other(sentence);
            othersFirst |= other.isPresent() && rights.isEmpty();
            other.ifPresent(others::add);
        }
        return rights.isEmpty()
                ? intent
                : new Intent.RightsRequest(List.copyOf(rights), others.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Intent.Beside(joined(others), othersFirst)));
    }

    /** Whether a message goes back on what was wanted before, and wants nothing else. */
    private boolean takesBack(List<Clause> clauses) {
        return clauses.stream().anyMatch(this::takesBack) && clauses.stream()
                .noneMatch(clause -> !takesBack(clause)
                        && (clause.asks() || rightOf(clause, model.look(clause.text())).isPresent()));
    }

    /** Whether it goes back on what was wanted, be it that it only denies an act in few words. */
    private boolean takesBack(Clause clause) {
        return clause.takesBack() || clause.notWanted()
                .filter(act -> features.words(act).size() <= FEWEST_WORDS
                        && rightOf(clause, model.look(clause.text())).isEmpty())
                .isPresent();
    }

    /** What a message wants beside what it says that it does not want: where that is nothing, it is talk. */
    private Intent withoutDeclined(List<Clause> wanted, Preceding preceding) {
        String rest = wanted.stream().map(Clause::text).collect(Collectors.joining(" "));
        if (features.words(rest).isEmpty() || replies.read(rest) == Reply.DECLINES) {
            return new Intent.Smalltalk(Talk.DECLINE);
        }
        Intent intent = byClauses(rest, preceding);
        if (!(intent instanceof Intent.PolicyQuestion) || wanted.stream().anyMatch(Clause::asks)) {
            return intent;
        }
        return new Intent.Smalltalk(Talk.DECLINE);
    }

    /** Whether a clause says that a right, which it names, is not to be used: not to keep something any longer is to use one. */
    private boolean isDeclined(Clause clause) {
        return clause.notWanted().map(model::look).filter(
                act -> act.right().filter(right -> !SAID_BY_DENIAL.contains(right) && act.isSurely(right))
                        .isPresent())
                .isPresent();
    }

    /**
     * The rights that the message as a whole and its clauses are about, in its order, with what else its clauses want; what the
     * whole wants where none is about any. One that is asked for makes a request of all.
     */
    private Intent ofClauses(List<Clause> clauses, Intent whole, Preceding preceding) {
        Set<Right> rights = new LinkedHashSet<>();
        List<Intent> others = new ArrayList<>();
        boolean requested = whole instanceof Intent.RightsRequest;
        boolean othersFirst = false;
        // what takes up an offer names no right
        boolean takesUp = !preceding.offered().isEmpty() && replies.read(clauses.getFirst().text()) != Reply.OTHER;
        for (Clause clause : clauses) {
            Look look = model.look(clause.text());
            Optional<Right> right = rightOf(clause, look);
            if (right.isPresent() && isRequest(clause, look, right.get())) {
                rights.add(right.get());
                requested = true;
            } else if (right.isPresent() && clause.asksWhetherOneMay()) {
                rights.add(right.get());
            } else if (right.isEmpty()) {
                Optional<Intent> other = other(clause);
                othersFirst |= other.isPresent() && rights.isEmpty() && !takesUp;
                other.ifPresent(others::add);
            }
        }
        boolean apart = !rights.isEmpty() || (requested && takesUp);
        List<Right> ofWhole = rights(whole);
        if (!rights.containsAll(ofWhole)) {
            // the clauses miss what joins them
            rights.clear();
            rights.addAll(ofWhole);
        }
        if (rights.isEmpty() || (!requested && ofWhole.isEmpty() && others.isEmpty())) {
            return whole;
        }
        Optional<Intent.Beside> beside = apart && !others.isEmpty()
                ? Optional.of(new Intent.Beside(joined(others), othersFirst))
                : Optional.empty();
        return requested
                ? new Intent.RightsRequest(List.copyOf(rights), beside)
                : new Intent.RightsInformation(List.copyOf(rights), beside);
    }

    private static List<Right> rights(Intent intent) {
        return switch (intent) {
            case Intent.RightsRequest request -> request.rights();
            case Intent.RightsInformation information -> information.rights();
            default -> List.of();
        };
    }

    /** What a clause wants that is about no right: it asks something of its own, or wants a person. */
    private Optional<Intent> other(Clause clause) {
        Intent intent = plainly(clause.text(), Preceding.NOTHING);
        boolean asks = clause.asks() && clause.standsAlone() && replies.read(clause.text()) == Reply.OTHER
                && !(intent instanceof Intent.Smalltalk);
        return asks || (intent instanceof Intent.Human && features.words(clause.text()).size() >= FEWEST_WORDS)
                ? Optional.of(intent)
                : Optional.empty();
    }

    /** Questions about the policies are one: parts of it may lean on each other. */
    private static List<Intent> joined(List<Intent> others) {
        List<Intent> joined = new ArrayList<>(others);
        String question = others.stream()
                .flatMap(other -> other instanceof Intent.PolicyQuestion asked
                        ? Stream.of(asked.question())
                        : Stream.of())
                .collect(Collectors.joining(" "));
        joined.removeIf(Intent.PolicyQuestion.class::isInstance);
        if (!question.isEmpty()) {
            joined.addFirst(new Intent.PolicyQuestion(question));
        }
        return joined;
    }

    /** The right that a clause is about by itself. */
    private static Optional<Right> rightOf(Clause clause, Look look) {
        return look.right()
                .filter(right -> SAID_BY_DENIAL.contains(right) || !clause.denies() || clause.asks());
    }

    private static boolean isRequest(Clause clause, Look look, Right right) {
        return clause.mayRequest() && look.words() >= FEWEST_WORDS && look.isSurely(right)
                && (look.says(right.label()) || look.says("act.request"))
                && (look.isRequest(right) || (clause.bids() && look.says(right.label())));
    }

    private Intent plainly(String message, Preceding preceding) {
        Look look = model.look(message);
        Reply reply = replies.read(message);
        if (reply == Reply.WANTS_RIGHTS) {
            return new Intent.RightsRequest(List.of(), Optional.empty());
        }
        if ((reply == Reply.INSULTS || reply == Reply.GREETS)
                && look.chance("human") < IntentModel.LEAST_CHANCE
                && look.chance("unsafe") < IntentModel.LEAST_CHANCE) {
            return new Intent.Smalltalk(replies.talk(message));
        }
        // who only agrees, and was offered nothing, names no right
        Optional<Right> right = reply != Reply.AGREES && reply != Reply.WANTS_IT_DONE
                ? look.right()
                : Optional.empty();
        if (!preceding.offered().isEmpty()) {
            Optional<Intent> taken = takenUp(message, reply, right, look, preceding.offered());
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        if (reply == Reply.WANTS_IT_DONE && !preceding.offeredEarlier().isEmpty()) {
            return new Intent.RightsRequest(preceding.offeredEarlier(), Optional.empty());
        }
        if (right.isPresent()) {
            List<Right> rights = rights(message, right.get());
            boolean requested = look.isRequest(right.get())
                    || (new Clause(message).bids() && look.says(right.get().label()));
            return requested && !Clause.asksForConfirmation(message)
                    ? new Intent.RightsRequest(rights, Optional.empty())
                    : new Intent.RightsInformation(rights, Optional.empty());
        }
        return switch (look.likeliest()) {
            case "human" -> asksWhoAnswers(message) ? new Intent.Smalltalk(Talk.WHO) : new Intent.Human();
            case "smalltalk" -> !preceding.goesOn() || !message.strip().endsWith("?")
                    || look.chance("smalltalk") >= LEAST_SURE_CHANCE_LATER
                            ? new Intent.Smalltalk(replies.talk(message))
                            : new Intent.PolicyQuestion(message);
            case "account" -> new Intent.AccountMatter();
            case "advice" -> new Intent.Advice();
            case "unsafe" -> new Intent.Unsafe();
            case "offtopic" -> {
                if (asksWhoAnswers(message)) {
                    yield new Intent.Smalltalk(Talk.WHO);
                }
                yield !preceding.goesOn() || look.chance("offtopic") >= LEAST_SURE_CHANCE_LATER
                        ? new Intent.OffTopic()
                        : new Intent.PolicyQuestion(message);
            }
            default -> new Intent.PolicyQuestion(message);
        };
    }

    /** Whether each clause asks who it is that answers: whoever wants a person as well says more than that. */
    private boolean asksWhoAnswers(String message) {
        return Clause.of(message).stream().allMatch(clause -> replies.talk(clause.text()) == Talk.WHO);
    }

    /** What a message wants that takes up the rights which were just offered; empty where it does not. */
    private Optional<Intent> takenUp(String message, Reply reply, Optional<Right> own, Look look,
            List<Right> offered) {
        if (reply == Reply.AGREES || reply == Reply.WANTS_IT_DONE) {
            return Optional.of(new Intent.RightsRequest(offered, Optional.empty()));
        }
        if (reply == Reply.ASKS) {
            return Optional.of(new Intent.RightsInformation(offered, Optional.empty()));
        }
        if (reply == Reply.DECLINES) {
            return Optional.of(new Intent.Smalltalk(replies.talk(message)));
        }
        // of "please do it" the words alone tell nothing of what is to be done; a right that is named is another one's
        if (own.filter(look::isSurely).isPresent() || Arrays.stream(Right.values()).anyMatch(look::names)) {
            return Optional.empty();
        }
        if (look.says("act.do_it")) {
            return Optional.of(new Intent.RightsRequest(offered, Optional.empty()));
        }
        return own.map(right -> look.isRequest(right)
                ? new Intent.RightsRequest(offered, Optional.empty())
                : new Intent.RightsInformation(offered, Optional.empty()));
    }

    /**
     * The rights that a message is about, in its order: those of its clauses, each judged by itself. Where the likeliest of
     * the whole is not among them the clauses miss what joins them, and that one stands alone.
     */
    private List<Right> rights(String message, Right likeliest) {
        List<Right> rights = Clause.of(message).stream().flatMap(clause -> right(clause, likeliest).stream())
                .distinct().toList();
        return rights.contains(likeliest) ? rights : List.of(likeliest);
    }

    /** The right that a clause surely is about; where its words may mean several, the one that the whole message is about. */
    private Optional<Right> right(Clause clause, Right ofWhole) {
        Look look = model.look(clause.text());
        return look.says(ofWhole.label())
                ? Optional.of(ofWhole)
                : look.right().filter(right -> SAID_BY_DENIAL.contains(right) || !clause.denies())
                        .filter(look::isSurely);
    }
}
