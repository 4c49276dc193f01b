package ai.relayme.policybot.evaluation;

import ai.relayme.policybot.language.Language;
import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * Tells the language of an answer for judging it. It is not the detector that the bot uses: a judge that shares the
 * bot's own means would share its mistakes, and these figures must agree with those reckoned elsewhere.
 */
final class AnswerLanguage {
    /** Answers up to this many code points, such as a bare greeting, are too short to tell. */
    private static final int TOO_SHORT = 8;
    private static final double LEAST_HAN_SHARE = 0.2;
    /** Addresses and citation markers, which are the same in every language. */
    private static final Pattern NO_LANGUAGE = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|\\[\\p{Nd}+\\]");

    private static final String SIMPLIFIED = "们个这说对时会过还没为从发现样进种开问应关点给让经体数请电话动机务实际长书马门见"
            + "车语计认议设证识评词译试该详误调谈论许访诉决据护权处务条约网络账号储备份删除转让"
            + "营销业监测员级单价额费银账规维总结记录访问标准确认";
    private static final String TRADITIONAL = "們個這說對時會過還沒為從發現樣進種開問應關點給讓經體數請電話動機務實際長書馬門見"
            + "車語計認議設證識評詞譯試該詳誤調談論許訪訴決據護權處務條約網絡賬號儲備份刪除轉讓"
            + "營銷業監測員級單價額費銀帳規維總結記錄訪問標準確認";

    private final BitSet simplifiedOnly = without(SIMPLIFIED, TRADITIONAL);
    private final BitSet traditionalOnly = without(TRADITIONAL, SIMPLIFIED);

    /** Whether the answer is long enough to tell its language. */
    boolean canTell(String answer) {
        return answer.codePointCount(0, answer.length()) > TOO_SHORT;
    }

    /** Whether the answer is in that language; Chinese whose script cannot be told is in either. */
    boolean isIn(Language language, String answer) {
        String text = NO_LANGUAGE.matcher(answer).replaceAll("");
        if (!isChinese(text)) {
            return language == Language.EN;
        }
        long simplified = text.codePoints().filter(simplifiedOnly::get).count();
        long traditional = text.codePoints().filter(traditionalOnly::get).count();
        return switch (language) {
            case EN -> false;
            case ZH_HANS -> simplified >= traditional;
            case ZH_HANT -> traditional >= simplified;
        };
    }

    private static boolean isChinese(String text) {
        long han = text.codePoints().filter(c -> c >= 0x4E00 && c <= 0x9FFF).count();
        long all = text.codePoints().filter(c -> !WhiteSpace.is(c)).count();
        return han >= LEAST_HAN_SHARE * Math.max(1, all);
    }

    private static BitSet without(String characters, String others) {
        BitSet left = new BitSet();
        characters.codePoints().forEach(left::set);
        others.codePoints().forEach(left::clear);
        return left;
    }
}
