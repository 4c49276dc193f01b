package ai.relayme.policybot.http;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.Translations;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An answer as plain text with footnotes, and what a reader must know about it. */
public final class AnswerText {
    private static final Translations NOTICES = new Translations(AnswerText.class, "notices.txt");

    private AnswerText() {}

    /**
     * The answer's words, then a line for each citation, then how a person is reached, then its notices.
     *
     * @param answer the whole answer as the API gives it
     */
    public static String of(JsonNode answer) {
        StringBuilder text = new StringBuilder(answer.path("answer").asText()).append('\n');
        JsonNode citations = answer.path("citations");
        if (!citations.isEmpty()) {
            text.append('\n');
        }
        for (JsonNode citation : citations) {
            text.append('[').append(citation.path("number").asInt()).append("] ").append(footnote(citation))
                    .append('\n');
        }
        JsonNode handoff = answer.path("handoff");
        if (handoff.isObject()) {
            text.append('\n').append(handoff.path("email").asText()).append(" · ")
                    .append(handoff.path("hours").asText()).append('\n');
        }
        String notices = notices(answer);
        if (!notices.isEmpty()) {
            text.append('\n').append(notices).append('\n');
        }
        return text.toString();
    }

    /** Where the words of a citation stand, the words, and the address where they can be read, as their language writes it. */
    public static String footnote(JsonNode citation) {
        String form = switch (language(citation)) {
            case EN -> "%s (%s, %s): “%s” %s";
            case ZH_HANS -> "%s（%s，%s）：“%s” %s";
            case ZH_HANT -> "%s（%s，%s）：「%s」 %s";
        };
        String where = Stream.of("title", "heading").map(name -> citation.path(name).asText())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(language(citation).isChinese() ? "，" : ", "));
        return form.formatted(where, citation.path("passage_id").asText(), citation.path("version").asText(),
                citation.path("quote").asText(), citation.path("url").asText());
    }

    /** What the reader of an answer must know about it: that an AI assistant answers, and how official the quoted text is. */
    public static String notices(JsonNode answer) {
        return notices(StreamSupport.stream(answer.path("notices").spliterator(), false).map(JsonNode::asText).toList(),
                language(answer));
    }

    /**
     * The words of some notices, as one paragraph.
     *
     * @param labels as in an answer's JSON; one that is not known, as an older answer may have it, is left out
     */
    public static String notices(Collection<String> labels, Language language) {
        List<String> sentences = labels.stream().flatMap(label -> NOTICES.find(label, language).stream()).toList();
        return String.join(language.isChinese() ? "" : " ", sentences);
    }

    /** The language of an answer or a citation. */
    static Language language(JsonNode json) {
        return Language.ofTag(json.path("language").asText()).orElse(Language.EN);
    }
}
