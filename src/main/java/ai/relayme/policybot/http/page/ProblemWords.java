package ai.relayme.policybot.http.page;

import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.Translations;

/** What pages say of the types of problem, in each language. */
final class ProblemWords {
    private final Translations words = new Translations(ProblemWords.class, "problems.txt");

    /** What it is, in a few words. */
    String title(ProblemType type, Language language) {
        return language == Language.EN ? type.title() : words.of(type.slug() + ".title", language);
    }

    /** What mends it. */
    String remedy(ProblemType type, Language language) {
        return language == Language.EN ? type.remedy() : words.of(type.slug() + ".remedy", language);
    }

    /** How its status is told. */
    String status(ProblemType type, Language language) {
        return switch (language) {
            case EN -> "HTTP status ";
            case ZH_HANS -> "HTTP 状态码 ";
            case ZH_HANT -> "HTTP 狀態碼 ";
        } + type.status();
    }
}
