package ai.relayme.policybot.divergence;

import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One version of a document with all that is compared of it, read once. */
final class Text {
    private final Document document;
    private final Map<Integer, List<Part>> sections = new TreeMap<>();
    private final Map<Integer, Part> headings = new HashMap<>();

    /**
     * A stretch of text that has a counterpart in other versions.
     *
     * @param place        how it is named in a divergence
     * @param text         its words
     * @param untranslated whether it was left in another language
     * @param bigrams      its pairs of neighbouring characters, folded, to compare Chinese with Chinese by
     */
    record Part(String place, Language language, String text, boolean untranslated, Signals signals,
            Set<String> bigrams) {}

    Text(Document document, SignalReader reader, ScriptCheck scripts) {
        this.document = document;
        for (Passage passage : document.passages()) {
            sections.computeIfAbsent(passage.section(), section -> new ArrayList<>())
                    .add(part(passage.id(), passage.text(), reader, scripts));
            headings.computeIfAbsent(passage.section(),
                    section -> part(document.id() + ":" + section, passage.heading(), reader, scripts));
        }
    }

    private Part part(String place, String text, SignalReader reader, ScriptCheck scripts) {
        Language language = document.language();
        return new Part(place, language, text, scripts.isUntranslated(text, language), reader.read(text, language),
                language.isChinese() ? bigrams(reader.folded(text)) : Set.of());
    }

    private static Set<String> bigrams(String text) {
        Set<String> bigrams = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            bigrams.add(text.substring(i, i + 2));
        }
        return bigrams;
    }

    Document document() {
        return document;
    }

    /** Numbers of its sections, in order. */
    Set<Integer> sections() {
        return sections.keySet();
    }

    /** The paragraphs and list items of a section in order, none if it has no such section. */
    List<Part> section(int number) {
        return sections.getOrDefault(number, List.of());
    }

    /** The heading over a section that it has. */
    Part heading(int section) {
        return headings.getOrDefault(section, sections.getOrDefault(section, List.of()).getFirst());
    }
}
