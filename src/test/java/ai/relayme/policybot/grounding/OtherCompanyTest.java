package ai.relayme.policybot.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.grounding.Sentences.Sentence;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gates know nothing of one company: the terms of another, of a different trade, are judged as well. */
class OtherCompanyTest {
    private static final Sentences SENTENCES = Sentences.of(Path.of("src/test/resources/parcel"));
    private static final Verifier VERIFIER = Sentences.verifier("Northwind");

    private static List<String> shown(String file) {
        return SENTENCES.read(file, Language.EN).stream()
                .filter(sentence -> VERIFIER.verify(sentence.text(), sentence.evidence(),
                        Language.EN) instanceof Supported)
                .map(Sentence::text).toList();
    }

    @Test
    void letsFaithfulSentencesThrough() {
        assertThat(shown("parcel")).hasSameSizeAs(SENTENCES.read("parcel", Language.EN));
    }

    @Test
    void letsNoAlteredSentenceThrough() {
        assertThat(shown("parcel-altered")).isEmpty();
    }
}
