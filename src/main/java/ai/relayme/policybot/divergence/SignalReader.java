package ai.relayme.policybot.divergence;

import ai.relayme.policybot.divergence.QuantityReader.Quantities;
import ai.relayme.policybot.divergence.Signals.Cue;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads signals from texts of the three languages. Immutable. */
final class SignalReader {
    /** Two capitals or more make a name of a word: API, RelayMe. */
    private static final Pattern ACRONYM = Pattern.compile("\\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\\b");
    private static final Pattern AND_SO_ON = Pattern.compile(",?\\s*(?:and so on|etc\\b\\.?)|\\b(?:e\\.g|i\\.e)\\.,?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ENGLISH_SEPARATOR = Pattern.compile(
            "(?:,\\s*(?:and/or|and|or)\\s|,|\\s(?:and/or|and|or)\\s|\\s&\\s|/)",
            Pattern.CASE_INSENSITIVE);
    /** What separates the things of a list, and not the words that have these characters in them. */
    private static final String CHINESE_SURE = "、|以及|(?<![涉普触提顾波])及(?!时)|(?<![温平缓饱])和(?![解平谐])|或(?![许会])|/";
    private static final String CHINESE_WORD = CHINESE_SURE + "|与|(?<!合)并(?![非不未])";
    private static final Pattern CHINESE_LEAST = Pattern.compile(CHINESE_SURE);
    private static final Pattern CHINESE_LISTED = Pattern.compile(CHINESE_WORD);
    private static final Pattern CHINESE_MOST = Pattern.compile(CHINESE_WORD + "|同时|而|[,，]");
    private static final Pattern CLAUSE_BREAK = Pattern.compile(";");
    /** A word of English is about as much as this many Chinese characters. */
    private static final double CHARACTERS_OF_A_WORD = 1.7;
    private static final double SPECIFIC_WEIGHT = 0.5;

    private final TermMatcher<List<CueCount>> cues;
    private final TermMatcher<String> names;
    private final QuantityReader quantities = new QuantityReader();
    private final Glossary glossary;
    private final Tokenizer tokenizer;
    private final ScriptFolder scripts;
    private final SentenceSplitter sentences;

    private record CueCount(Cue cue, int least) {}

    SignalReader(Glossary glossary, Tokenizer tokenizer, ScriptFolder scripts, SentenceSplitter sentences) {
        this.glossary = glossary;
        this.tokenizer = tokenizer;
        this.scripts = scripts;
        this.sentences = sentences;
        TermMatcher.Builder<List<CueCount>> cueTerms = new TermMatcher.Builder<>(tokenizer);
        for (BlockFile.Block block : BlockFile.read(SignalReader.class, "cues.txt")) {
            List<CueCount> counts = cueCounts(block.name());
            terms(block).forEach(term -> cueTerms.add(term, counts));
        }
        cues = cueTerms.build();
        TermMatcher.Builder<String> nameTerms = new TermMatcher.Builder<>(tokenizer);
        for (BlockFile.Block block : BlockFile.read(SignalReader.class, "names.txt")) {
            terms(block).forEach(term -> nameTerms.add(term, block.name()));
        }
        names = nameTerms.build();
    }

    private static List<String> terms(BlockFile.Block block) {
        List<String> terms = new ArrayList<>(block.values("en"));
        terms.addAll(block.values("zh"));
        return terms;
    }

    /** What the terms of a block count as: {@code negation may?} is a denial, and perhaps a permission. */
    private static List<CueCount> cueCounts(String block) {
        List<CueCount> counts = new ArrayList<>();
        for (String word : block.split(" ", -1)) {
            if (!word.equals("neutral")) {
                boolean sure = !word.endsWith("?");
                String cue = sure ? word : word.substring(0, word.length() - 1);
                counts.add(new CueCount(Cue.valueOf(cue.toUpperCase(Locale.ROOT)), sure ? 1 : 0));
            }
        }
        return List.copyOf(counts);
    }

    /** The text in the form that signals are read from: compatibility characters and scripts folded. */
    String folded(String text) {
        return scripts.fold(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    /** The signals of a text in that language. */
    Signals read(String text, Language language) {
        String folded = folded(text);
        Quantities found = quantities.read(folded);
        List<Token> tokens = tokenizer.tokens(found.rest());
        List<Match<String>> named = names.longest(tokens);
        Set<String> nameIds = named.stream().map(Match::value).collect(Collectors.toCollection(TreeSet::new));
        Set<String> acronyms = new TreeSet<>();
        Matcher acronym = ACRONYM.matcher(found.rest());
        while (acronym.find()) {
            tokenizer.tokens(acronym.group()).forEach(token -> acronyms.add(token.form()));
        }
        Set<String> latin = latin(tokens, named);
        acronyms.retainAll(latin);
        Set<String> features = new HashSet<>(nameIds);
        features.addAll(acronyms);
        found.values().values().forEach(features::addAll);
        glossary.concepts(tokenizer.tokens(folded)).stream().filter(concept -> concept.weight() >= SPECIFIC_WEIGHT)
                .forEach(concept -> features.add("concept " + concept.id()));
        return new Signals(found.values(), cues(tokens), nameIds, latin, acronyms,
                separators(found.rest(), language), count(CHINESE_LISTED, found.rest()),
                sentences.split(text, language).size() + count(CLAUSE_BREAK, folded), length(tokens), features);
    }

    private Map<Cue, Count> cues(List<Token> tokens) {
        Map<Cue, Count> counts = new EnumMap<>(Cue.class);
        for (Match<List<CueCount>> match : cues.longest(tokens)) {
            String words = words(tokens, match);
            for (CueCount cue : match.value()) {
                Count before = counts.getOrDefault(cue.cue(), Count.NONE);
                List<String> all = new ArrayList<>(before.words());
                all.add(words);
                counts.put(cue.cue(), new Count(before.least() + cue.least(), before.most() + 1, all));
            }
        }
        return counts;
    }

    private static String words(List<Token> tokens, Match<?> match) {
        List<Token> run = tokens.subList(match.start(), match.end());
        return run.stream().map(Token::word).collect(Collectors.joining(run.getFirst().isHan() ? "" : " "));
    }

    private static Set<String> latin(List<Token> tokens, List<Match<String>> named) {
        BitSet covered = new BitSet();
        named.forEach(match -> covered.set(match.start(), match.end()));
        Set<String> latin = new TreeSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (!covered.get(i) && !token.isHan() && token.form().length() > 1) {
                latin.add(token.form());
            }
        }
        return latin;
    }

    private static Count separators(String text, Language language) {
        String list = AND_SO_ON.matcher(text).replaceAll(" ");
        if (language.isChinese()) {
            return new Count(count(CHINESE_LEAST, list), count(CHINESE_MOST, list), List.of());
        }
        int separators = count(ENGLISH_SEPARATOR, list);
        return new Count(separators, separators, List.of());
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    private static double length(List<Token> tokens) {
        long han = tokens.stream().filter(Token::isHan).count();
        return han / CHARACTERS_OF_A_WORD + (tokens.size() - han);
    }
}
