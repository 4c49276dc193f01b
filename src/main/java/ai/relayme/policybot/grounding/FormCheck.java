package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Passage;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence is plain, visible text; an address in it stands in a cited passage. */
final class FormCheck implements Check {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** Stands where bytes are no text. */
    private static final int REPLACEMENT = 0xFFFD;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final Pattern MARKUP = Pattern.compile("`|\\*\\*|__|~~|\\]\\(|!\\[|<[a-zA-Z/!?]"
            + "|(?<![\\w*])\\*[^*\\s][^*]*\\*|(?<!\\w)_[^_\\s][^_]*_(?!\\w)|^#{1,6} |^> |^\\|"
            + "|&(?:#\\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8});|^(?:-{3,}|={3,})$");
    private static final Pattern BRACKETED = Pattern.compile("[\\[\\]【】](?:[^\\[\\]【】]*[\\]】])?");
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]{1,20}://[\\x21-\\x7E]+"
            + "|(?:mailto|javascript|vbscript|data|tel|file):[\\x21-\\x7E]+|[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)*"
            + "|(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,8}[a-z]{2,24}(?:/[\\x21-\\x7E]*)?");
    private static final Pattern LOOSE_END = Pattern.compile("[.,;:!?)\"'\\]]+$");

    @Override
    public Gate gate() {
        return Gate.FORM;
    }

    @Override
    public Optional<String> fault(CitedSentence sentence) {
        String text = sentence.text();
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Optional.of("there are no words");
        }
        if (hasUnseen(text)) {
            return Optional.of("there is a character that cannot be seen");
        }
        if (MARKUP.matcher(text).find()) {
            return Optional.of("there is markup");
        }
        if (text.codePoints().anyMatch(c -> isSymbol(c) && !sentence.isVerbatim(Character.toString(c)))) {
            return Optional.of("there is a symbol that no cited passage has");
        }
        Matcher bracketed = BRACKETED.matcher(text);
        while (bracketed.find()) {
            if (bracketed.group().length() == 1 || !sentence.isVerbatim(bracketed.group())) {
                return Optional.of("there are brackets that no cited passage has");
            }
        }
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            String found = LOOSE_END.matcher(address.group()).replaceFirst("");
            if (sentence.cited().stream().noneMatch(passage -> has(passage, found))) {
                return Optional.of("there is an address that no cited passage has");
            }
        }
        return Optional.empty();
    }

    /** Whether the passage has the address as a whole, not as a part of another one. */
    private static boolean has(Passage passage, String address) {
        return Pattern.compile("(?i)(?<![a-z0-9.@_-])" + Pattern.quote(address) + "(?![a-z0-9@_-]|\\.[a-z0-9])")
                .matcher(passage.text()).find();
    }

    /** Pictures and other signs that are neither words nor punctuation. */
    private static boolean isSymbol(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL
                || UCharacter.hasBinaryProperty(c, UProperty.EMOJI_PRESENTATION);
    }

    /** Controls, direction marks, zero-width characters, private use, halves of surrogate pairs, what was not readable. */
    private static boolean hasUnseen(String text) {
        int before = 0;
        for (int c : text.codePoints().toArray()) {
            int type = Character.getType(c);
            boolean joinsEmoji = c == ZERO_WIDTH_JOINER && (before == EMOJI_STYLE
                    || UCharacter.hasBinaryProperty(before, UProperty.EXTENDED_PICTOGRAPHIC)
                    || UCharacter.hasBinaryProperty(before, UProperty.EMOJI_MODIFIER));
            boolean unseen = c == REPLACEMENT || type == Character.CONTROL || type == Character.FORMAT
                    || type == Character.PRIVATE_USE
                    || type == Character.SURROGATE || type == Character.UNASSIGNED;
            if (unseen && !joinsEmoji) {
                return true;
            }
            before = c;
        }
        return false;
    }
}
