package ai.relayme.policybot.answer;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.intent.Talk;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The bot's own sentences, which stand in {@code texts.txt}. Immutable. */
public final class FixedTexts {
    private final Map<String, Map<Language, String>> texts = new HashMap<>();

    public FixedTexts() {
        for (BlockFile.Block block : BlockFile.read(FixedTexts.class, "texts.txt")) {
            Map<Language, String> byLanguage = new HashMap<>();
            for (Language language : Language.values()) {
                byLanguage.put(language, String.join("; ", block.values(language.tag())));
            }
            texts.put(block.name(), Map.copyOf(byLanguage));
        }
    }

    /**
     * What the bot says to a greeting, thanks, a farewell or an insult.
     *
     * @param first whether nothing was said before it, so that the bot has not said who it is
     */
    public String smalltalk(Talk kind, boolean first, Language language) {
        return text("smalltalk." + (kind == Talk.OTHER && first ? Talk.GREETING : kind).label(), language);
    }

    /** What it says to somebody who wants a person. */
    public String human(Language language) {
        return text("human", language);
    }

    /**
     * What it says before the passages on the rights that somebody wants to use.
     *
     * @param rights which; of none at all it asks which are meant
     */
    public String rightsRequest(List<Right> rights, Language language) {
        return rights.isEmpty()
                ? text("rights_request_of_which", language).replace("{rights}",
                        names(List.of(Right.values()), language))
                : text("rights_request", language).replace("{rights}", names(rights, language));
    }

    private String names(List<Right> rights, Language language) {
        return rights.stream().map(right -> text("right." + right.label(), language))
                .collect(Collectors.joining(language.isChinese() ? "、" : ", "));
    }

    /** What it says before quotes that are not in the visitor's language, such as a list of names. */
    String quoteLead(Language language) {
        return text("quote_lead", language);
    }

    /** What it says after items of a list, before the sentence that introduces the list. */
    String listLead(Language language) {
        return text("list_lead", language);
    }

    /** What it says after it answered one part of a question of which the policies leave another open. */
    public String otherPart(Language language) {
        return text("other_part", language);
    }

    /**
     * What it says when the document is not there that would tell.
     *
     * @param documents the titles of those that are
     */
    public String missing(List<String> documents, Language language) {
        String titles = documents.stream().map(title -> language.isChinese() ? "《" + title + "》" : title)
                .collect(Collectors.joining(language.isChinese() ? "、" : ", "));
        return text("missing", language).replace("{documents}", titles);
    }

    /** What it says when it does not answer. */
    public String abstention(Abstention.Reason reason, Language language) {
        return text(reason.label(), language);
    }

    /** When the support desk is open. */
    String hours(Language language) {
        return text("hours", language);
    }

    private String text(String name, Language language) {
        String text = texts.getOrDefault(name, Map.of()).get(language);
        if (text == null || text.isEmpty()) {
            throw new IllegalStateException("texts.txt has no " + name + " in " + language);
        }
        return text;
    }
}
