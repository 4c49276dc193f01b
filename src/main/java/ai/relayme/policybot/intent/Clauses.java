package ai.relayme.policybot.intent;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The clauses of a message, each of which may ask for something of its own. */
final class Clauses {
    private static final Pattern BREAK = Pattern.compile(
            "[,;!?\u3002\uFF0C\uFF1B\uFF01\uFF1F\u3001\\n]+|\\.(?:\\s|$)"
                    + "|\\b(?:and|then|also|plus|as well as|afterwards|but)\\b"
                    + "|然[后後]|接着|接著|跟住|同埋|以?及|[和与與]|[并並]且?|[顺順]便|另外|[还還]要|仲要|再",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DENIAL = Pattern.compile(
            "\\b(?:no|not|nothing|none|nor|never|without|already"
                    + "|(?:do|does|did|is|are|wo|ca|could|should|would|have|has)n['\u2019]?t)\\b"
                    + "|[不别別勿非未已冇没沒]|唔(?![该該])",
            Pattern.CASE_INSENSITIVE);

    private Clauses() {}

    /** In the order of the message. */
    static List<String> of(String message) {
        return Arrays.stream(BREAK.split(message, -1)).filter(clause -> !clause.isBlank()).toList();
    }

    /** Whether a clause says that something is not, or is no longer, wanted. */
    static boolean denies(String clause) {
        return DENIAL.matcher(clause).find();
    }
}
