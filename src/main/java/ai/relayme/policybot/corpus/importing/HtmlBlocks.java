package ai.relayme.policybot.corpus.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Finds the blocks of an HTML page: what its main part shows, word for word, without what surrounds it. */
final class HtmlBlocks {
    private static final String UNSEEN = "script, style, noscript, template, svg, iframe, object, nav, aside, form, button, "
            + "dialog, select, [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo]";
    /** A heading that is one by its looks alone is deeper than any that is marked as one. */
    private static final int BY_ITS_LOOKS = 7;
    private static final int LONGEST_HEADING = 120;
    private static final Set<String> BOLD = Set.of("b", "strong");

    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder bold = new StringBuilder();

    private HtmlBlocks() {}

    static List<Block> of(Document page) {
        page.select(UNSEEN).remove();
        Element main = Stream.of("main", "[role=main]", "article").map(page::selectFirst).filter(found -> found != null)
                .findFirst().orElse(null);
        if (main == null) {
            page.select("body > header, body > footer, body > div > header, body > div > footer").remove();
            main = page.body();
        }
        HtmlBlocks reader = new HtmlBlocks();
        reader.walk(main, false, false);
        reader.flush(false);
        return reader.blocks;
    }

    private void walk(Element element, boolean item, boolean strong) {
        int breaks = 0;
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode words) {
                append(words.getWholeText(), strong);
                breaks = words.isBlank() ? breaks : 0;
            } else if (child instanceof Element inner) {
                if (inner.normalName().equals("br")) {
                    append(" ", strong);
                    if (++breaks == 2) {
                        flush(item);
                    }
                } else {
                    breaks = 0;
                    enter(inner, item, strong);
                }
            }
        }
    }

    private void enter(Element element, boolean item, boolean strong) {
        String name = element.normalName();
        if (name.matches("h[1-6]")) {
            flush(item);
            String words = element.text().strip();
            if (!words.isEmpty()) {
                blocks.add(new Block.Heading(name.charAt(1) - '0', words));
            }
        } else if (name.equals("li") || name.equals("tr")) {
            flush(item);
            walk(element, true, false);
            flush(true);
        } else if (element.isBlock() && !name.equals("td") && !name.equals("th")) {
            // the paragraph of an item is the item
            flush(item);
            walk(element, item, false);
            flush(item);
        } else {
            if (name.equals("td") || name.equals("th")) {
                append(" ", strong);
            }
            walk(element, item, strong || BOLD.contains(name));
        }
    }

    private void append(String words, boolean strong) {
        text.append(words);
        if (strong) {
            bold.append(words);
        }
    }

    private void flush(boolean item) {
        String words = Words.fold(text.toString());
        if (!words.isEmpty()) {
            boolean allBold = Words.fold(bold.toString()).equals(words);
            blocks.add(item
                    ? new Block.Item(words)
                    : allBold && words.length() <= LONGEST_HEADING && !Words.endsSentence(words)
                            ? new Block.Heading(BY_ITS_LOOKS, words)
                            : new Block.Paragraph(words));
        }
        text.setLength(0);
        bold.setLength(0);
    }
}
