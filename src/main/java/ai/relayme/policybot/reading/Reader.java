package ai.relayme.policybot.reading;

import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading.Opening;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sentences of policies. Safe for concurrent use. */
public final class Reader {
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]{1,20}://[\\x21-\\x7E]+"
            + "|[\\w.+-]{1,64}@[a-z0-9-]+(?:\\.[a-z0-9-]+)*|(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,8}[a-z]{2,24}(?:/[\\x21-\\x7E]*)?");
    private static final Pattern ABBREVIATION = Pattern.compile("(?i)\\b(?:e\\.g\\.|i\\.e\\.|etc\\.)");
    /** What opens an answer and says nothing. */
    private static final Pattern COURTESY = Pattern.compile("(?i)^\\s*(?:(?:hello|hi|(?:good|great) question|sorry"
            + "|thank(?:s| you) for (?:asking|your question)|[您你]好|好的|好问题|(?:很|非常)?抱歉|[不唔]好意思|(?:谢谢|感谢)(?:您的?)?(?:提问|询问))"
            + "\\s*[,。!.、—:]\\s*)+");
    private static final Pattern REPLY = Pattern
            .compile(
                    "(?i)^\\s*(?:(yes|sure|of course|certainly|possibly|是的?|当然(?:可以|会)?|有可能|可能会?|可以|会的?|能|有|对)|(no|nope|不会的?|不是|不能|不可以|没有|不|否)"
                            + "|(not (?:always|necessarily|in (?:every|all) cases?)|not all of (?:it|them)|it depends|不一定|视情况而定|(?:不是|并非)全部))\\s*[,。!.、—:]");
    private static final Pattern STRONG = Pattern.compile("[.;:!?。；：！？—…|]+");
    private static final Pattern WEAK = Pattern.compile("[,、()\\[\\]]+");
    private static final Pattern CAPITAL = Pattern.compile("(?<![.!?:] |^)\\b\\p{Lu}[\\p{L}\\d]*");
    private static final Pattern ASIDE = Pattern.compile("\\([^()]*\\)");
    private static final Pattern MEASURE = Pattern.compile("\\s?[个种项类份次位名家级条款]");
    private static final Pattern BETWEEN = Pattern
            .compile("(?i)\\s*(?:-|–|~|to|through|till|until|至|到)\\s*");

    private final Normalizer2 nfkc = Normalizer2.getNFKCInstance();
    private final Tokenizer tokenizer;
    private final ScriptFolder scripts;
    private final Lexicon lexicon;

    /** @param operator how the company of the policies is named */
    public Reader(Tokenizer tokenizer, ScriptFolder scripts, String operator) {
        this.tokenizer = tokenizer;
        this.scripts = scripts;
        lexicon = new Lexicon(tokenizer, operator);
    }

    /** The text in the characters that it is read in: simplified ones, of ordinary width. */
    public String folded(String text) {
        return scripts.fold(nfkc.normalize(text)).replace('–', '-');
    }

    /** The folded text without the courtesies and the yes or no that it begins with. */
    public String withoutOpening(String folded) {
        return REPLY.matcher(COURTESY.matcher(folded).replaceFirst("")).replaceFirst("").strip();
    }

    /** What the text says. */
    public Reading read(String text) {
        StringBuilder rest = new StringBuilder(folded(text));
        blank(rest, ABBREVIATION);
        Set<String> addresses = blank(rest, ADDRESS);
        Opening opening = opening(rest);
        List<Figure> figures = Figures.in(rest.toString());
        Set<String> ranges = ranges(figures, rest);
        figures.forEach(figure -> blankCounted(figure, rest));
        List<Word> words = words(rest.toString());
        ClaimReader claims = new ClaimReader(words);
        return new Reading(words, figures, ranges, addresses, claims.read(), claims.lastActor(), claims.actors(),
                opening, listLengths(words(ASIDE.matcher(rest).replaceAll(" "))));
    }

    /**
     * What a part of a sentence says that goes on with another: one that begins with "and" or "or" and has no subject of
     * its own goes on with who acts there, what may be and what is asked for.
     *
     * @param before what the part before it says
     */
    public Reading readOn(Reading before, String text) {
        Reading own = read(text);
        boolean goesOn = !own.words().isEmpty() && own.words().getFirst().isJoining() && own.actors().isEmpty();
        List<Word> governing = goesOn ? governing(before, own) : List.of();
        if (governing.isEmpty()) {
            return own;
        }
        List<Word> words = new ArrayList<>();
        governing.forEach(word -> words.add(new Word(word.tokens(), word.meanings(), 0, 0, word.name())));
        words.addAll(own.words());
        ClaimReader claims = new ClaimReader(words);
        return new Reading(words, own.figures(), own.ranges(), own.addresses(), claims.read(), claims.lastActor(),
                claims.actors(), own.opening(), own.listLengths());
    }

    /** The words before the first claim, or with it where it asks for what a noun names that follows. */
    private static List<Word> governing(Reading before, Reading own) {
        Optional<Claim> governor = before.claims().stream().filter(claim -> claim.actor().isPresent()).findFirst();
        if (governor.isEmpty()) {
            return List.of();
        }
        Claim first = governor.get();
        // "may collect them and analyzes them": the second act is told of, whatever may be of the first
        boolean told = own.words().stream().filter(word -> !word.isJoining()).findFirst()
                .map(word -> word.isPredicate() && !word.isHan() && word.written().endsWith("s")).orElse(false);
        List<Word> governing = before.words().subList(0, first.word()).stream().filter(word -> word.is(Kind.WE)
                || word.is(Kind.YOU)
                || (!told && (word.is(Kind.POSSIBLE) || word.is(Kind.FUTURE) || word.is(Kind.OBLIGED))))
                .toList();
        boolean denied = before.words().subList(0, first.word()).stream().anyMatch(word -> word.is(Kind.NEGATION));
        if (denied || governing.stream().noneMatch(word -> word.is(Kind.WE) || word.is(Kind.YOU))) {
            return List.of();
        }
        Word act = before.words().get(first.word());
        boolean asks = first.control() && !act.isHan() && own.claims().stream().noneMatch(Claim::control)
                && own.claims().stream().findFirst().map(claim -> claim.modality() == Claim.Modality.OPEN).orElse(true);
        List<Word> all = new ArrayList<>(governing);
        if (asks) {
            all.add(act);
        }
        return all;
    }

    /** Takes the figure out, with the Chinese measure word of a number. */
    private static void blankCounted(Figure figure, StringBuilder text) {
        int end = figure.end();
        if (figure.kind() == Figure.Kind.NUMBER) {
            Matcher measure = MEASURE.matcher(text);
            end = measure.region(end, text.length()).lookingAt() ? measure.end() : end;
        }
        text.replace(figure.start(), end, " ".repeat(end - figure.start()));
    }

    private static Set<Integer> listLengths(List<Word> words) {
        Map<Integer, Integer> phrases = new HashMap<>();
        Map<Integer, Integer> joined = new HashMap<>();
        Set<Integer> closed = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            boolean first = i == 0 || words.get(i - 1).clause() != words.get(i).clause();
            boolean starts = first || words.get(i - 1).phrase() != words.get(i).phrase();
            phrases.merge(words.get(i).clause(), starts ? 1 : 0, Integer::sum);
            joined.merge(words.get(i).clause(), !starts && words.get(i).isJoining() ? 1 : 0, Integer::sum);
            if (starts && !first && words.get(i).isJoining()) {
                closed.add(words.get(i).clause());
            }
        }
        Set<Integer> lengths = new HashSet<>();
        // an item may be joined of two words itself
        phrases.forEach((clause, count) -> {
            // "a, b and c, and d" has three items
            int joints = closed.contains(clause) ? 0 : joined.getOrDefault(clause, 0);
            lengths.add(count + joints);
            lengths.add(count + Math.min(1, joints));
        });
        return lengths;
    }

    private static Opening opening(StringBuilder text) {
        blank(text, COURTESY);
        Matcher matcher = REPLY.matcher(text);
        if (!matcher.find()) {
            return Opening.NONE;
        }
        Opening opening = matcher.group(1) != null
                ? Opening.YES
                : matcher.group(2) != null ? Opening.NO : Opening.PARTLY;
        text.replace(0, matcher.end(), " ".repeat(matcher.end()));
        return opening;
    }

    private static Set<String> blank(StringBuilder text, Pattern pattern) {
        Set<String> found = new HashSet<>();
        Matcher matcher = pattern.matcher(text.toString());
        while (matcher.find()) {
            text.replace(matcher.start(), matcher.end(), " ".repeat(matcher.end() - matcher.start()));
            found.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private static Set<String> ranges(List<Figure> figures, CharSequence text) {
        Set<String> ranges = new HashSet<>();
        for (int i = 0; i + 1 < figures.size(); i++) {
            Figure from = figures.get(i);
            Figure to = figures.get(i + 1);
            if (from.kind() == to.kind() && from.end() <= to.start()
                    && BETWEEN.matcher(text.subSequence(from.end(), to.start())).matches()) {
                ranges.add(from.value() + "-" + to.value());
            }
        }
        return ranges;
    }

    private List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int phrase = 0;
        int clause = 0;
        for (String strong : STRONG.split(text, -1)) {
            int before = words.size();
            for (String weak : WEAK.split(strong, -1)) {
                int known = words.size();
                addWords(weak, clause, phrase, words);
                phrase += words.size() > known ? 1 : 0;
            }
            clause += words.size() > before ? 1 : 0;
        }
        return coordinated(words);
    }

    /** A phrase with a subject of its own is a clause of its own, unless it follows a condition. */
    private static List<Word> coordinated(List<Word> words) {
        List<Word> split = new ArrayList<>();
        int shift = 0;
        boolean acted = false;
        boolean conditional = false;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (i == 0 || words.get(i - 1).clause() != word.clause()) {
                acted = false;
                conditional = word.is(Kind.CONDITION);
            }
            boolean starts = i > 0 && words.get(i - 1).phrase() != word.phrase();
            int subject = word.is(Kind.AND) || word.is(Kind.BUT) ? i + 1 : i;
            boolean own = starts && acted && !conditional && subject < words.size()
                    && (words.get(subject).is(Kind.WE) || words.get(subject).is(Kind.YOU));
            shift += own ? 1 : 0;
            acted = own || acted || word.is(Kind.WE) || word.is(Kind.YOU);
            conditional &= !own;
            split.add(new Word(word.tokens(), word.meanings(), word.clause() + shift, word.phrase(), word.name()));
        }
        return split;
    }

    private void addWords(String text, int clause, int phrase, List<Word> words) {
        List<Token> tokens = tokenizer.tokens(text);
        Set<String> names = new HashSet<>();
        Matcher capital = CAPITAL.matcher(text);
        while (capital.find()) {
            tokenizer.tokens(capital.group()).forEach(token -> names.add(token.form()));
        }
        List<Match<Meaning>> found = lexicon.find(tokens);
        int at = 0;
        int next = 0;
        while (at < tokens.size()) {
            Set<Meaning> meanings = new HashSet<>();
            int end = at + 1;
            while (next < found.size() && found.get(next).start() <= at) {
                if (found.get(next).start() == at) {
                    meanings.add(found.get(next).value());
                    end = found.get(next).end();
                }
                next++;
            }
            boolean name = meanings.isEmpty() && names.contains(tokens.get(at).form());
            words.add(new Word(tokens.subList(at, end), meanings, clause, phrase, name));
            at = end;
        }
    }

    /** Whether the word may stand between a subject and its verb. */
    static boolean isAdverb(Word word) {
        return word.is(Kind.ONLY) || word.is(Kind.ALL) || word.is(Kind.LIMITER)
                || (word.is(Kind.LIGHT) && !word.isHan());
    }
}
