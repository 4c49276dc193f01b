package ai.relayme.policybot.answer;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.intent.Talk;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.Translations;
import java.util.List;
import java.util.stream.Collectors;

/** The bot's own sentences, which stand in {@code texts.txt}. Immutable. */
public final class FixedTexts {
    private final Translations texts = new Translations(FixedTexts.class, "texts.txt");

    /**
     * What the bot says to a greeting, thanks, a farewell or an insult.
     *
     * @param first whether nothing was said before it, so that the bot has not said who it is
     */
    public String smalltalk(Talk kind, boolean first, Language language) {
        return texts.of("smalltalk." + (kind == Talk.OTHER && first ? Talk.GREETING : kind).label(), language);
    }

    /** What it says to somebody who wants a person. */
    public String human(Language language) {
        return texts.of("human", language);
    }

    /**
     * What it says before the passages on the rights that somebody wants to use.
     *
     * @param rights which; of none at all it asks which are meant
     */
    public String rightsRequest(List<Right> rights, Language language) {
        return rights.isEmpty()
                ? texts.of("rights_request_of_which", language).replace("{rights}",
                        names(List.of(Right.values()), language))
                : texts.of("rights_request", language).replace("{rights}", names(rights, language));
    }

    private String names(List<Right> rights, Language language) {
        return rights.stream().map(right -> texts.of("right." + right.label(), language))
                .collect(Collectors.joining(language.isChinese() ? "、" : ", "));
    }

    /** What it says before quotes that are not in the visitor's language, such as a list of names. */
    String quoteLead(Language language) {
        return texts.of("quote_lead", language);
    }

    /** What it says after items of a list, before the sentence that introduces the list. */
    String listLead(Language language) {
        return texts.of("list_lead", language);
    }

    /** What it says after it answered one part of a question of which the policies leave another open. */
    public String otherPart(Language language) {
        return texts.of("other_part", language);
    }

    /**
     * What it says when the document is not there that would tell.
     *
     * @param documents the titles of those that are
     */
    public String missing(List<String> documents, Language language) {
        String titles = documents.stream().map(title -> language.isChinese() ? "《" + title + "》" : title)
                .collect(Collectors.joining(language.isChinese() ? "、" : ", "));
        return texts.of("missing", language).replace("{documents}", titles);
    }

    /** What it says when it does not answer. */
    public String abstention(Abstention.Reason reason, Language language) {
        return texts.of(reason.label(), language);
    }

    /** When the support desk is open. */
    String hours(Language language) {
        return texts.of("hours", language);
    }
}
