package ai.relayme.policybot.language;

import java.util.regex.Pattern;

/** The words by which English and Chinese point at what is named elsewhere. */
public final class PointingWords {
    /** One character may be a word or stand in another: 呢 also asks, and 其他 and 其中 name something. */
    private static final Pattern WORDS = Pattern.compile(
            "\\b(?:it|its|that|this|he|him|his|she|her|them|their|those|these|then|so|afterwards)\\b"
                    + "|[它她佢那这這]|(?<!其)他|其(?![他它余餘中实實])|呢[个個啲度种種樣]|之[后後]|咁",
            Pattern.CASE_INSENSITIVE);

    private PointingWords() {}

    /** Whether such a word stands in a clause, so that it does not say by itself what it is about. */
    public static boolean in(String clause) {
        return WORDS.matcher(clause).find();
    }
}
