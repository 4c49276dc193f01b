package ai.relayme.policybot.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of an English word that a stemmer makes the same stem of as of its other forms: the infinitive of an irregular
 * verb, the singular of an irregular plural, the British of two spellings. Words that may as well be another ("left",
 * "found") stay as they are.
 */
final class WordForms {
    private static final Map<String, String> IRREGULAR = irregular("buy bought; catch caught; choose chose chosen;"
            + " deal dealt; drink drank drunk; eat ate eaten; forget forgot forgotten; get got gotten;"
            + " give gave given; grow grew grown; hear heard; hide hid hidden; hold held; keep kept; know knew;"
            + " lend lent; lose lost; make made; pay paid; sell sold; send sent; show shown; speak spoke spoken;"
            + " spend spent; steal stole stolen; take took taken; teach taught; tell told; throw threw thrown;"
            + " understand understood; undertake undertook undertaken; withdraw withdrew withdrawn;"
            + " write wrote written; child children; man men; woman women");

    private static final Map<String, String> SPELLINGS = irregular("behaviour behavior; catalogue catalog;"
            + " centre center; colour color; enrol enroll; favour favor; fulfil fulfill; honour honor;"
            + " licence license; neighbour neighbor");

    /** Shorter words with this ending, such as "size", have no other spelling. */
    private static final Pattern WITH_Z = Pattern.compile("(.{3,}(?:i|ly))z(e|ed|es|er|ers|ing|ation|ations)");

    private WordForms() {}

    /** The form of a lower-case word. */
    static String of(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        String stem = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return Optional.ofNullable(SPELLINGS.get(stem))
                .orElseGet(() -> WITH_Z.matcher(word).replaceFirst("$1s$2"));
    }

    private static Map<String, String> irregular(String lists) {
        Map<String, String> forms = new HashMap<>();
        for (String list : lists.split("; ?", -1)) {
            String[] words = list.strip().split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                forms.put(words[i], words[0]);
            }
        }
        return Map.copyOf(forms);
    }
}
