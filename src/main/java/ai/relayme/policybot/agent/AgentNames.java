package ai.relayme.policybot.agent;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What agents may be called. The log tells people apart by their names alone, so that no two may look alike. */
public final class AgentNames {
    /** What a name may be, for those who are told that theirs is none. */
    public static final String RULE = "must be of letters and digits, with a space or one of . _ - ' @ + between them";

    private static final String PART = "[\\p{L}\\p{M}\\p{N}]+";
    private static final Pattern NAME = Pattern
            .compile("(?!\\p{M})" + PART + "(?:(?:[._'\u2019@+-] ?| )" + PART + ")*");
    /** Who did, in the log, what nobody did but the program itself. */
    public static final String PROGRAM = "policybot";
    /** Who did, in the log, what was done outside the console. */
    public static final String COMMAND_LINE = "command line";
    private static final List<String> TAKEN = List.of(PROGRAM, COMMAND_LINE);

    private AgentNames() {}

    /** Whether somebody may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && text.codePoints()
                .noneMatch(sign -> UCharacter.hasBinaryProperty(sign, UProperty.DEFAULT_IGNORABLE_CODE_POINT));
    }

    /** Whether a name looks like one of those, or like one that stands for nobody: in another case, width, or script. */
    static boolean looksLikeOneOf(String name, Collection<String> others) {
        SpoofChecker checker = new SpoofChecker.Builder().build();
        String look = look(checker, name);
        return Stream.concat(TAKEN.stream(), others.stream()).anyMatch(other -> look(checker, other).equals(look));
    }

    private static String look(SpoofChecker checker, String name) {
        return checker.getSkeleton(Normalizer2.getNFKCCasefoldInstance().normalize(name));
    }
}
