package ai.relayme.policybot.intent;

import ai.relayme.policybot.language.Disguise;
import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what a visitor wants from the words alone. Immutable. */
public final class IntentClassifier {
    /** To be sent away wrongly is worse than to be answered needlessly: anything but a policy question must be this sure. */
    private static final double LEAST_CHANCE = 0.5;

    /** In a conversation few words are enough to ask on, and such words alone look like anything. */
    private static final double LEAST_SURE_CHANCE_LATER = 0.8;

    /** Of what is about a right, this much must speak for wanting it now. */
    private static final double LEAST_REQUEST_SHARE = 0.4;

    /** Few words that name no right look like any: a right that was just spoken of gives way to one this sure only. */
    private static final double LEAST_OTHER_CHANCE = 0.8;

    /** Fewer words in a clause of a longer message name a thing and want nothing. */
    private static final int FEWEST_WORDS = 3;

    private static final String REQUEST = "request.";
    private static final String INFORMATION = "info.";

    /** "No more mails", "do not touch my data": of the other rights a clause that denies says what is not wanted. */
    private static final Set<Right> SAID_BY_DENIAL = Set.of(Right.OBJECTION, Right.RESTRICTION);

    private final IntentFeatures features;
    private final LinearClassifier classifier;
    private final ReplyReader replies;

    public IntentClassifier(IntentFeatures features) {
        this.features = features;
        this.replies = new ReplyReader(features.tokenizer());
        this.classifier = LinearClassifier.read(IntentClassifier.class, "intent.model");
    }

    /** Names the examples that it was trained on. */
    public String trainedOn() {
        return classifier.digest();
    }

    /**
     * What the visitor wants. A message in disguise may ask what the policy says and nothing else: whoever has an honest
     * request or wants a person writes so. One without words, such as an emoji or "...", asks nothing.
     *
     * @param message what was written now
     * @param before  what came before it
     */
    public Intent classify(String message, Before before) {
        String plain = Disguise.undo(message);
        if (features.words(plain).isEmpty()) {
            return new Intent.Smalltalk(Talk.DECLINE);
        }
        Intent intent = byClauses(plain, before);
        return plain.equals(message) || intent instanceof Intent.PolicyQuestion ? intent : new Intent.Unsafe();
    }

    /**
     * What the message wants, where its clauses may want several things: a right that one of them asks for is never lost
     * beside a question, and what one of them says that it does not want is left out.
     */
    private Intent byClauses(String message, Before before) {
        Intent whole = plainly(message, before);
        if (whole instanceof Intent.Unsafe) {
            return whole;
        }
        List<Statement> all = Statement.of(message);
        if (!before.offered().isEmpty() && takesBack(all)) {
            return new Intent.Smalltalk(Talk.DECLINE);
        }
        List<Statement> wanted = all.stream().filter(statement -> !isDeclined(statement)).toList();
        if (wanted.size() < all.size()) {
            return withoutDeclined(wanted, before);
        }
        return all.size() > 1 ? besideRights(all, whole) : whole;
    }

    /** Whether a message goes back on what was wanted before, and wants nothing else. */
    private boolean takesBack(List<Statement> statements) {
        return statements.stream().anyMatch(this::takesBack) && statements.stream()
                .noneMatch(statement -> !takesBack(statement) && (statement.asks() || rightOf(statement).isPresent()));
    }

    /** Whether it goes back on what was wanted, be it that it only denies an act in few words. */
    private boolean takesBack(Statement statement) {
        return statement.takesBack() || statement.notWanted()
                .filter(act -> features.words(act).size() <= FEWEST_WORDS && rightOf(statement).isEmpty()).isPresent();
    }

    /** What a message wants beside what it says that it does not want: where that is nothing, it is talk. */
    private Intent withoutDeclined(List<Statement> wanted, Before before) {
        String rest = wanted.stream().map(Statement::text).collect(Collectors.joining(" "));
        if (features.words(rest).isEmpty() || replies.read(rest) == ReplyReader.Reply.DECLINES) {
            return new Intent.Smalltalk(Talk.DECLINE);
        }
        Intent intent = byClauses(rest, before);
        if (!(intent instanceof Intent.PolicyQuestion) || wanted.stream().anyMatch(Statement::asks)) {
            return intent;
        }
        return new Intent.Smalltalk(Talk.DECLINE);
    }

    /** Whether a clause says that a right is not to be used. */
    private boolean isDeclined(Statement statement) {
        return statement.notWanted().filter(act -> right(chances(act))
                .filter(right -> !SAID_BY_DENIAL.contains(right) && isSurely(right, act)).isPresent()).isPresent();
    }

    /** The rights that clauses are about with what the others ask; what the whole wants where no clause is about any. */
    private Intent besideRights(List<Statement> statements, Intent whole) {
        Set<Right> requested = new LinkedHashSet<>();
        Set<Right> asked = new LinkedHashSet<>();
        List<Statement> questions = new ArrayList<>();
        boolean questionFirst = false;
        for (Statement statement : statements) {
            Optional<Right> right = rightOf(statement);
            if (right.isPresent() && isRequest(statement, right.get())) {
                requested.add(right.get());
            } else if (right.isPresent() && statement.asksWhetherOneMay()) {
                asked.add(right.get());
            } else if (right.isEmpty() && isQuestion(statement)) {
                questionFirst |= requested.isEmpty() && asked.isEmpty();
                questions.add(statement);
            }
        }
        Optional<Intent.Beside> beside = (requested.isEmpty() && asked.isEmpty()) || questions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Intent.Beside(
                        questions.stream().map(Statement::text).collect(Collectors.joining(" ")), questionFirst));
        return switch (whole) {
            case Intent.RightsRequest request -> new Intent.RightsRequest(
                    request.rights().isEmpty() ? List.copyOf(requested) : request.rights(), beside);
            case Intent.RightsInformation information when requested.isEmpty() || beside.isEmpty() ->
                new Intent.RightsInformation(information.rights(), beside);
            case Intent other when !requested.isEmpty() -> new Intent.RightsRequest(List.copyOf(requested), beside);
            case Intent other when beside.isPresent() -> new Intent.RightsInformation(List.copyOf(asked), beside);
            default -> whole;
        };
    }

    /** The right that a clause is about by itself. */
    private Optional<Right> rightOf(Statement statement) {
        String text = statement.text();
        return right(chances(text)).filter(right -> isUnderstood(text))
                .filter(right -> SAID_BY_DENIAL.contains(right) || !Clauses.denies(text) || statement.asks());
    }

    private boolean isRequest(Statement statement, Right right) {
        String text = statement.text();
        Set<String> said = features.of(text);
        return statement.mayRequest() && features.words(text).size() >= FEWEST_WORDS && isSurely(right, text)
                && (said.contains("@" + right.label()) || said.contains("@act.request"))
                && isRequest(right, chances(text));
    }

    /** Whether words are surely about a right: they name it, or are this likely. */
    private boolean isSurely(Right right, String text) {
        return features.of(text).contains("@" + right.label()) || chanceOf(right, chances(text)) >= LEAST_OTHER_CHANCE;
    }

    /** Whether a clause asks something of its own, and not only to be helped or greeted. */
    private boolean isQuestion(Statement statement) {
        return statement.asks() && statement.standsAlone()
                && replies.read(statement.text()) == ReplyReader.Reply.OTHER
                && !(plainly(statement.text(), Before.NOTHING) instanceof Intent.Smalltalk);
    }

    private Intent plainly(String message, Before before) {
        Map<String, Double> chances = chances(message);
        ReplyReader.Reply reply = replies.read(message);
        if (reply == ReplyReader.Reply.WANTS_RIGHTS) {
            return new Intent.RightsRequest(List.of(), Optional.empty());
        }
        if ((reply == ReplyReader.Reply.INSULTS || reply == ReplyReader.Reply.GREETS)
                && chance(chances, "human") < LEAST_CHANCE && chance(chances, "unsafe") < LEAST_CHANCE) {
            return new Intent.Smalltalk(replies.talk(message));
        }
        // who only agrees, and was offered nothing, names no right
        Optional<Right> right = reply != ReplyReader.Reply.AGREES && isUnderstood(message)
                ? right(chances)
                : Optional.empty();
        if (!before.offered().isEmpty()) {
            Optional<Intent> taken = takenUp(message, reply, right, chances, before.offered());
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        if (right.isPresent()) {
            List<Right> rights = rights(message, right.get());
            return isRequest(right.get(), chances)
                    ? new Intent.RightsRequest(rights, Optional.empty())
                    : new Intent.RightsInformation(rights, Optional.empty());
        }
        String likeliest = chances.entrySet().stream().filter(entry -> entry.getValue() >= LEAST_CHANCE)
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("policy");
        return switch (likeliest) {
            case "human" -> asksWhoAnswers(message) ? new Intent.Smalltalk(Talk.WHO) : new Intent.Human();
            case "smalltalk" -> !before.goesOn() || !message.strip().endsWith("?")
                    || chance(chances, "smalltalk") >= LEAST_SURE_CHANCE_LATER
                            ? new Intent.Smalltalk(replies.talk(message))
                            : new Intent.PolicyQuestion(message);
            case "account" -> new Intent.AccountMatter();
            case "advice" -> new Intent.Advice();
            case "unsafe" -> new Intent.Unsafe();
            case "offtopic" -> {
                if (asksWhoAnswers(message)) {
                    yield new Intent.Smalltalk(Talk.WHO);
                }
                yield !before.goesOn() || chance(chances, "offtopic") >= LEAST_SURE_CHANCE_LATER
                        ? new Intent.OffTopic()
                        : new Intent.PolicyQuestion(message);
            }
            default -> new Intent.PolicyQuestion(message);
        };
    }

    /** Whether each clause asks who it is that answers: whoever wants a person as well says more than that. */
    private boolean asksWhoAnswers(String message) {
        return Statement.of(message).stream().allMatch(statement -> replies.talk(statement.text()) == Talk.WHO);
    }

    /** What a message wants that takes up the rights which were just offered; empty where it does not. */
    private Optional<Intent> takenUp(String message, ReplyReader.Reply reply, Optional<Right> own,
            Map<String, Double> chances, List<Right> offered) {
        if (reply == ReplyReader.Reply.AGREES) {
            return Optional.of(new Intent.RightsRequest(offered, Optional.empty()));
        }
        if (reply == ReplyReader.Reply.ASKS) {
            return Optional.of(new Intent.RightsInformation(offered, Optional.empty()));
        }
        if (reply == ReplyReader.Reply.DECLINES) {
            return Optional.of(new Intent.Smalltalk(replies.talk(message)));
        }
        boolean namesOwn = own.filter(right -> features.has(right.label(), message)
                || chanceOf(right, chances) >= LEAST_OTHER_CHANCE).isPresent();
        if (namesOwn || !namesNoRight(message)) {
            return Optional.empty();
        }
        if (features.of(message).contains("@act.do_it")) {
            return Optional.of(new Intent.RightsRequest(offered, Optional.empty()));
        }
        return own.map(right -> isRequest(right, chances)
                ? new Intent.RightsRequest(offered, Optional.empty())
                : new Intent.RightsInformation(offered, Optional.empty()));
    }

    /**
     * The rights that a message is about, in its order: those of its clauses, each judged by itself. Where the likeliest of
     * the whole is not among them the clauses miss what joins them, and that one stands alone.
     */
    private List<Right> rights(String message, Right likeliest) {
        List<Right> rights = Clauses.of(message).stream().flatMap(clause -> right(clause, likeliest).stream())
                .distinct().toList();
        return rights.contains(likeliest) ? rights : List.of(likeliest);
    }

    /** The right that a clause surely is about; where its words may mean several, the one that the whole message is about. */
    private Optional<Right> right(String clause, Right ofWhole) {
        Set<String> said = features.of(clause);
        if (said.contains("@" + ofWhole.label())) {
            return Optional.of(ofWhole);
        }
        Map<String, Double> chances = chances(clause);
        return right(chances)
                .filter(right -> isUnderstood(clause) && (SAID_BY_DENIAL.contains(right) || !Clauses.denies(clause)))
                .filter(right -> said.contains("@" + right.label()) || chanceOf(right, chances) >= LEAST_OTHER_CHANCE);
    }

    /** Whether a right is to be used now, and not only to be known of. */
    private static boolean isRequest(Right right, Map<String, Double> chances) {
        return chance(chances, REQUEST + right.label()) >= LEAST_REQUEST_SHARE * chanceOf(right, chances);
    }

    private static double chanceOf(Right right, Map<String, Double> chances) {
        return chance(chances, REQUEST + right.label()) + chance(chances, INFORMATION + right.label());
    }

    /** Whether at least half of the words were seen in training: what the others look like is chance. */
    private boolean isUnderstood(String message) {
        List<String> words = features.words(message);
        return 2 * words.stream().filter(classifier::knows).count() >= words.size();
    }

    /** Of "please do it" the words alone tell nothing of what is to be done. */
    private boolean namesNoRight(String message) {
        return Arrays.stream(Right.values()).noneMatch(right -> features.has(right.label(), message));
    }

    /** The right that the message is about, if it is surely about one at all. */
    private static Optional<Right> right(Map<String, Double> chances) {
        Map<Right, Double> rights = new HashMap<>();
        double any = 0;
        for (Right right : Right.values()) {
            double chance = chanceOf(right, chances);
            rights.put(right, chance);
            any += chance;
        }
        if (any < LEAST_CHANCE) {
            return Optional.empty();
        }
        return rights.entrySet().stream().max(Comparator.comparingDouble(Map.Entry::getValue)).map(Map.Entry::getKey);
    }

    private Map<String, Double> chances(String message) {
        Map<String, Double> chances = new HashMap<>();
        for (Prediction prediction : classifier.predict(features.of(message))) {
            chances.put(prediction.label(), prediction.chance());
        }
        return chances;
    }

    private static double chance(Map<String, Double> chances, String label) {
        return chances.getOrDefault(label, 0.0);
    }
}
