package ai.relayme.policybot.language;

import java.util.regex.Pattern;

/** The words by which English and Chinese ask. */
public final class QuestionWords {
    /** Chinese asks by a word and its denial as well: "is-not-is", "has-not-has". */
    private static final Pattern WORDS = Pattern.compile(
            "^(?:who|where|when|why|do|does|did|is|are|can|will|would|could)\\b|\\b(?:what|which|how)\\b"
                    + "|^(?:please\\s+)?(?:tell|list|name|explain|enumerate|describe|give|show)\\b|[请請][问問列說说]|告[诉訴]"
                    + "|有冇|(\\p{IsHan})[不没沒無唔冇未]\\1|[是系係][不唔]|系咪|係咪|[还還]是|[几幾哪谁誰怎咩乜吗嗎]"
                    + "|什么|甚麼|什麼|邊[個度]|边[个度]|[点點][样樣]|多少|多[久大长長快高]|如何|何[时時]|能否|啥|[没沒未呢]$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WANTS_TO_KNOW = Pattern.compile(
            "\\b(?:tell me|explain|wonder(?:ed|ing)?|curious)\\b"
                    + "|\\b(?:like|want|need|wish|got|have) to (?:know|ask|understand|find out|check)\\b"
                    + "|\\b(?:ask|know|confirm|clarify|sure|understand|check) (?:whether|if|what|how|which|who|where)\\b"
                    + "|想知|想[问問]|想了解|想[搞弄]清楚|想[确確][认認定]|[讲講].{0,2}[聽听]|[说說]一下",
            Pattern.CASE_INSENSITIVE);

    private QuestionWords() {}

    /** Whether such a word stands in a clause, where it would ask. */
    public static boolean in(String clause) {
        return WORDS.matcher(clause.strip()).find();
    }

    /** Whether a clause says that its writer wants to know something, without asking for it. */
    public static boolean wantToKnow(String clause) {
        return WANTS_TO_KNOW.matcher(clause).find();
    }
}
