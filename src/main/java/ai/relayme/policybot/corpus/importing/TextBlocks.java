package ai.relayme.policybot.corpus.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the blocks of a plain text: paragraphs between blank lines, items behind bullets, headings on lines of their own. */
final class TextBlocks {
    private static final Pattern BLANK_LINES = Pattern.compile("\\R(?:[^\\S\\n]*\\R)+");
    private static final Pattern BULLET = Pattern.compile("\\s*(?:[•·●▪◦‣*–—-]|\\(?[a-z0-9ivx]{1,4}\\))\\s+(.+)");
    /** Whoever wraps lines does so at 72 to 80 characters; a longer line is a whole paragraph. */
    private static final int LONGEST_WRAPPED_LINE = 100;
    private static final int LONGEST_HEADING = 80;

    private TextBlocks() {}

    static List<Block> of(String text) {
        boolean wrapped = text.lines().allMatch(line -> line.length() <= LONGEST_WRAPPED_LINE);
        List<Block> blocks = new ArrayList<>();
        for (String block : BLANK_LINES.split(text.strip(), -1)) {
            List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
            if (lines.size() == 1 && isHeading(lines.getFirst())) {
                blocks.add(new Block.Heading(1, Words.fold(lines.getFirst())));
            } else {
                lines.forEach(line -> add(line, wrapped && !line.equals(lines.getFirst()), blocks));
            }
        }
        return blocks;
    }

    private static boolean isHeading(String line) {
        String words = Words.fold(line);
        return words.length() <= LONGEST_HEADING && !Words.endsSentence(words) && !BULLET.matcher(line).matches()
                && PageDate.in(words).isEmpty() && words.codePoints().anyMatch(Character::isLetter)
                && !words.contains("@");
    }

    private static void add(String line, boolean goesOn, List<Block> blocks) {
        Matcher bullet = BULLET.matcher(line);
        if (bullet.matches()) {
            blocks.add(new Block.Item(Words.fold(bullet.group(1))));
        } else if (goesOn) {
            blocks.add(switch (blocks.removeLast()) {
                case Block.Item item -> new Block.Item(join(item.text(), line));
                case Block before -> new Block.Paragraph(join(before.text(), line));
            });
        } else {
            blocks.add(new Block.Paragraph(Words.fold(line)));
        }
    }

    /** Chinese has no spaces where a line was broken. */
    private static String join(String before, String line) {
        String rest = Words.fold(line);
        boolean chinese = isWide(before.codePointBefore(before.length())) && isWide(rest.codePointAt(0));
        return before + (chinese ? "" : " ") + rest;
    }

    private static boolean isWide(int c) {
        return Character.isIdeographic(c) || "，。、；：？！（）「」『』《》“”".indexOf(c) >= 0;
    }
}
