package ai.relayme.policybot.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.grounding.Alterations.Altered;
import ai.relayme.policybot.grounding.Alterations.Kind;
import ai.relayme.policybot.grounding.Sentences.Sentence;
import ai.relayme.policybot.grounding.Verdict.Rejected;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gates let through and what they withhold, over many sentences. */
class GatesTest {
    private static final Sentences SENTENCES = Sentences.ofShippedCorpus();
    private static final Verifier VERIFIER = Sentences.verifier("RelayMe");
    private static final int FEWEST = 200;
    /** All of nearly twenty thousand alterations are judged, or of so many one: a build without the long tests looks at a sixth. */
    private static final int EVERY = Integer.getInteger("generated.every", 1);
    /** Sentences in a chat model's own words, with others that are false; two halves of one set, and two later sets. */
    private static final List<String> AS_MODELS_WRITE = List.of("fresh-a", "fresh-b", "later", "free");
    /** The half of the last of these that nobody looked at while mending. */
    private static final String UNTOUCHED_FREE = "untouched-free";
    private static final int FEWEST_OF_A_HALF = 40;
    /** A model's answers under the bot's own prompt: what the gates were mended by. */
    private static final List<String> ANSWERS = List.of("model-tuned", "model-later", "model-third", "model-fourth",
            "model-fifth", "model-sixth", "model-seventh", "model-eighth");
    /** Answers under the prompt that asks for the passages' own words, by a writer who keeps its rules. */
    private static final List<String> IN_OWN_WORDS = List.of("model-ninth", "model-tenth", "model-thirteenth");
    /** The same by a writer who keeps them loosely: greetings, remarks and conclusions are not in the passages. */
    private static final String LOOSELY = "model-eleventh";
    /** What an auditor wrote to get past the gates: exceptions for conditions, denials of denials, hedges, other recipients. */
    private static final String AUDITED = "model-twelfth";
    /** The halves of the first, the fourth and the fifth answers that nobody looked at while mending. */
    private static final String UNTOUCHED = "model-untouched";
    private static final String UNREAD = "model-unread";
    private static final String UNTOUCHED_FIFTH = "model-untouched-fifth";

    private static List<Sentence> all(Language language) {
        List<Sentence> all = new ArrayList<>(SENTENCES.read("good", language));
        all.addAll(SENTENCES.read("heldout", language));
        all.addAll(SENTENCES.read("independent", language));
        return all;
    }

    private static List<Altered> altered(Language language, long seed) {
        Alterations alterations = new Alterations(SENTENCES.corpus(), seed);
        return some(all(language).stream().flatMap(sentence -> alterations.of(sentence).stream()).toList());
    }

    private static List<Altered> widely(Language language, long seed) {
        WiderAlterations wider = new WiderAlterations(SENTENCES.corpus(), seed);
        return some(Stream.concat(wider.ofThemselves(language).stream(),
                all(language).stream().flatMap(sentence -> wider.of(sentence).stream())).toList());
    }

    private static List<Altered> some(List<Altered> all) {
        return IntStream.range(0, all.size()).filter(at -> at % EVERY == 0).mapToObj(all::get).toList();
    }

    private static boolean isShown(Sentence sentence) {
        return sentence.verdict(VERIFIER) instanceof Supported;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNoAlteredSentenceThrough(Language language) {
        List<Altered> altered = altered(language, 7);
        assertThat(altered).hasSizeGreaterThan(FEWEST * 5 / EVERY);
        assertThat(altered).filteredOn(one -> isShown(one.sentence())).extracting(one -> one.sentence().text())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNoneThroughThatIsAlteredInOtherWays(Language language) {
        List<Altered> altered = widely(language, 7);
        Set<Kind> kinds = Stream.concat(altered(language, 7).stream(), altered.stream()).map(Altered::kind)
                .collect(Collectors.toSet());
        assertThat(kinds).isEqualTo(EnumSet.allOf(Kind.class));
        assertThat(altered).filteredOn(one -> isShown(one.sentence())).extracting(one -> one.sentence().text())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNearlyEveryFaithfulSentenceThrough(Language language) {
        List<Sentence> good = all(language);
        assertThat(good).hasSizeGreaterThan(FEWEST);
        List<String> withheld = good.stream().filter(sentence -> !isShown(sentence)).map(Sentence::text).toList();
        assertThat(withheld).hasSizeLessThanOrEqualTo(good.size() * 3 / 100);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNoSentenceThroughThatWasAlteredByHand(Language language) {
        Map<String, List<Sentence>> kinds = SENTENCES.readByKind("independent-altered", language);
        assertThat(kinds.keySet()).contains("NUMBER", "DATE", "NEGATION", "MODALITY", "ACTOR", "SCOPE",
                "ADDED_PROMISE", "INVENTED_FACT", "WRONG_CITATION");
        List<Sentence> altered = SENTENCES.read("independent-altered", language);
        assertThat(altered).hasSizeGreaterThan(FEWEST);
        assertThat(altered).filteredOn(GatesTest::isShown).extracting(Sentence::text).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNoTwinThroughOfASentenceAsAModelWouldWriteIt(Language language) {
        for (String set : AS_MODELS_WRITE) {
            List<Sentence> altered = SENTENCES.read(set + "-altered", language);
            assertThat(altered).hasSizeGreaterThan(FEWEST_OF_A_HALF).filteredOn(GatesTest::isShown)
                    .extracting(Sentence::text).isEmpty();
        }
    }

    /** First seen, the gates withheld far more of them: what a model writes is too varied for all of it to be understood. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNoAnswerThroughInWhichAModelGetsSomethingWrong(Language language) {
        for (String set : List.of("model-tuned", "model-later", "model-fourth", "model-fifth", "model-sixth", UNTOUCHED,
                UNREAD)) {
            assertThat(SENTENCES.read(set + "-altered", language)).hasSizeGreaterThan(4);
            assertThat(SENTENCES.read(set + "-altered", language)).filteredOn(GatesTest::isShown)
                    .extracting(Sentence::text).isEmpty();
        }
        assertThat(SENTENCES.read(AUDITED + "-altered", language)).hasSizeGreaterThan(FEWEST_OF_A_HALF)
                .filteredOn(GatesTest::isShown).extracting(Sentence::text).isEmpty();
        // a number and no sentence, as of the faithful ones of that half
        assertThat(SENTENCES.read(UNTOUCHED_FIFTH + "-altered", language).stream().filter(GatesTest::isShown).count())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"EN, 7, 11, 33, 12", "ZH_HANS, 5, 13, 15, 16", "ZH_HANT, 4, 10, 18, 10"})
    void letsNearlyEveryAnswerThroughThatAModelWritesFromItsPassages(Language language, int mostPercent,
            int mostPercentOfUntouched, int mostPercentOfUnread, int mostPercentOfUntouchedFifth) {
        List<Sentence> mended = ANSWERS.stream().flatMap(set -> SENTENCES.read(set, language).stream()).toList();
        assertThat(mended.stream().filter(sentence -> !isShown(sentence)).map(Sentence::text))
                .hasSizeLessThanOrEqualTo(mended.size() * mostPercent / 100);
        // numbers and no sentences: who reads them tunes by them
        assertThat(percentWithheld(UNTOUCHED, language)).isLessThanOrEqualTo(mostPercentOfUntouched);
        assertThat(percentWithheld(UNREAD, language)).isLessThanOrEqualTo(mostPercentOfUnread);
        assertThat(percentWithheld(UNTOUCHED_FIFTH, language)).isLessThanOrEqualTo(mostPercentOfUntouchedFifth);
    }

    /** At first sight 2 of 180, 2 of 178 and 8 of 442 were withheld. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNearlyEveryAnswerThroughThatKeepsToThePassagesWordsAsThePromptAsks(Language language) {
        List<Sentence> answers = IN_OWN_WORDS.stream().flatMap(set -> SENTENCES.read(set, language).stream()).toList();
        assertThat(answers).hasSizeGreaterThan(FEWEST);
        assertThat(answers.stream().filter(sentence -> !isShown(sentence)).map(Sentence::text))
                .hasSizeLessThanOrEqualTo(answers.size() * 3 / 100);
        assertThat(percentWithheld(LOOSELY, language)).isLessThanOrEqualTo(17);
    }

    private static long percentWithheld(String set, Language language) {
        List<Sentence> sentences = SENTENCES.read(set, language);
        return sentences.stream().filter(sentence -> !isShown(sentence)).count() * 100 / sentences.size();
    }

    @ParameterizedTest
    @CsvSource({"EN, 10, 6", "ZH_HANS, 4, 16", "ZH_HANT, 5, 11"})
    void letsMostSentencesThroughThatAreAsAModelWouldWriteThem(Language language, int mostPercent,
            int mostPercentOfUntouched) {
        List<Sentence> good = AS_MODELS_WRITE.stream().flatMap(set -> SENTENCES.read(set, language).stream()).toList();
        List<String> withheld = good.stream().filter(sentence -> !isShown(sentence)).map(Sentence::text).toList();
        assertThat(withheld).hasSizeLessThanOrEqualTo(good.size() * mostPercent / 100);
        assertThat(percentWithheld(UNTOUCHED_FREE, language)).isLessThanOrEqualTo(mostPercentOfUntouched);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void letsNearlyEverySentenceThroughThatWasWrittenFromTheCorpusAlone(Language language) {
        List<Sentence> good = SENTENCES.read("independent", language);
        assertThat(good).hasSizeGreaterThan(FEWEST);
        List<String> withheld = good.stream().filter(sentence -> !isShown(sentence)).map(Sentence::text).toList();
        assertThat(withheld).hasSizeLessThanOrEqualTo(good.size() * 3 / 100);
    }

    @Test
    void putsTheClauseInThePlaceOfWhatWasAltered() {
        Set<Kind> replaced = EnumSet.of(Kind.NEGATION, Kind.MODALITY, Kind.ACTOR);
        List<Altered> altered = new ArrayList<>(altered(Language.EN, 11));
        Collections.shuffle(altered, new Random(11));
        List<Altered> sample = altered.stream().filter(one -> replaced.contains(one.kind())).limit(100).toList();
        long clauses = sample.stream()
                .map(one -> one.sentence().verdict(VERIFIER))
                .filter(verdict -> verdict instanceof Rejected rejected && rejected.clause().isPresent()).count();
        assertThat(clauses).isGreaterThan(sample.size() * 8 / 10);
    }
}
