package ai.relayme.policybot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corpus that the bot ships with. */
class ShippedCorpusTest {
    private static final Path FOLDER = Path.of("corpus");
    private static final List<String> DOCUMENTS = List.of("privacy-policy", "contact");

    private final Corpus corpus = read();

    private static Corpus read() {
        try {
            return new CorpusReader(documents -> List.of()).read(FOLDER);
        } catch (CorpusException e) {
            throw new IllegalStateException(String.join("; ", e.faults()), e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(ShippedCorpusTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Passage> passages(Language language) {
        return DOCUMENTS.stream().flatMap(id -> corpus.document(id, language).orElseThrow().passages().stream())
                .toList();
    }

    @Test
    void numbersThePassagesAndKeepsTheirTextAsListed() {
        List<String> listed = resource("/evaluation/passages.tsv").lines().skip(1).toList();
        List<String> found = new ArrayList<>();
        for (Passage passage : passages(Language.EN)) {
            String heading = passage.section() == 0 ? "(preamble)" : passage.heading();
            found.add(passage.id() + "\t" + heading + "\t" + passage.text());
        }
        assertThat(found).containsExactlyElementsOf(listed);
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, names = {"ZH_HANS", "ZH_HANT"})
    void numbersATranslationLikeTheEnglishText(Language language) {
        List<Passage> translated = passages(language);
        assertThat(translated).extracting(Passage::id)
                .containsExactlyElementsOf(passages(Language.EN).stream().map(Passage::id).toList());
        assertThat(translated).extracting(Passage::isListItem)
                .containsExactlyElementsOf(passages(Language.EN).stream().map(Passage::isListItem).toList());
        assertThat(translated).allSatisfy(passage -> assertThat(passage.text()).isNotBlank()
                .matches(text -> text.codePoints().anyMatch(Character::isIdeographic)));
    }

    @Test
    void keepsEveryWordOfThePageInItsOrder() {
        StringBuilder kept = new StringBuilder("Privacy Policy ");
        int section = 0;
        for (Passage passage : corpus.document("privacy-policy", Language.EN).orElseThrow().passages()) {
            if (passage.section() != section) {
                section = passage.section();
                kept.append(section).append(". ").append(passage.heading()).append(' ');
            }
            kept.append(passage.text()).append(' ');
        }
        assertThat(words(kept.toString()))
                .containsExactlyElementsOf(words(resource("/corpus/privacy-policy-page.txt")));
    }

    /** A colon ends a label whether or not a space follows it on the page. */
    private static List<String> words(String text) {
        return Arrays.stream(text.replace("•", " ").replace(":", ": ").split("\\s+", -1))
                .filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void digestsTheBytesOfEachFile() throws Exception {
        for (Document document : corpus.documents()) {
            byte[] bytes = Files
                    .readAllBytes(FOLDER.resolve(document.language().tag()).resolve(document.id() + ".md"));
            assertThat(document.digest()).isEqualTo("sha256:" + Sha256.hex(bytes));
        }
        assertThat(corpus.documents()).hasSize(6).extracting(Document::digest).doesNotHaveDuplicates();
        assertThat(corpus.version()).matches("[0-9a-f]{12}");
    }

    @Test
    void claimsToBeOfficialInNoLanguage() {
        assertThat(corpus.documents()).allSatisfy(document -> {
            assertThat(document.prevails()).isEqualTo("zh");
            assertThat(document.version()).isEqualTo("2026-06-06");
            assertThat(document.status()).isEqualTo(
                    document.language() == Language.EN ? Status.REFERENCE_TRANSLATION : Status.WORKING_TRANSLATION);
        });
    }

    @Test
    void writesEachTranslationInItsOwnScript() {
        String simplifiedOnly = "们个务数护删";
        String traditionalOnly = "們個務數護刪";
        for (Passage passage : passages(Language.ZH_HANS)) {
            if (!passage.id().equals("contact:4.1")) {
                assertThat(passage.text().codePoints()).noneMatch(c -> traditionalOnly.indexOf(c) >= 0);
            }
        }
        for (Passage passage : passages(Language.ZH_HANT)) {
            if (!passage.id().equals("contact:4.1")) {
                assertThat(passage.text().codePoints()).noneMatch(c -> simplifiedOnly.indexOf(c) >= 0);
            }
        }
    }
}
