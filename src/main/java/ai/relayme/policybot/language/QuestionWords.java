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

    private QuestionWords() {}

    /** Whether such a word stands in a clause, where it would ask. */
    public static boolean in(String clause) {
        return WORDS.matcher(clause.strip()).find();
    }
}
