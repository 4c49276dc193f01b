package ai.relayme.policybot.corpus.importing;

import ai.relayme.policybot.corpus.Status;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/**
 * A document as a file of the corpus.
 *
 * @param outline  its text
 * @param version  its version
 * @param url      where it is published
 * @param status   what standing the text has
 * @param prevails the language that prevails
 */
record CorpusFile(Outline outline, String version, String url, Status status, String prevails) {
    private static final int TITLE = 1;
    private static final int SECTION = 2;
    /** The library escapes every ampersand; one that begins no entity reads better as it is. */
    private static final Pattern PLAIN_AMPERSAND = Pattern.compile("\\\\&(?!#?\\w+;)");

    /** The library leaves a plus at the beginning of a paragraph, which would be read as a bullet. */
    private static final Pattern LEADING_PLUS = Pattern.compile("(?m)^((?:- )?)\\+(?= )");

    String markdown() {
        return "---\ntitle: " + outline.title() + "\nversion: " + version + "\nurl: " + url + "\nstatus: "
                + status.label() + "\nprevails: " + prevails + "\n---\n\n"
                + LEADING_PLUS.matcher(PLAIN_AMPERSAND.matcher(
                        MarkdownRenderer.builder().build().render(document(outline.title(), outline.blocks())))
                        .replaceAll("&")).replaceAll("$1\\\\+");
    }

    private static Document document(String title, List<Block> blocks) {
        Document document = new Document();
        document.appendChild(heading(TITLE, title));
        int section = 0;
        for (Block block : blocks) {
            switch (block) {
                case Block.Heading opened -> document.appendChild(heading(SECTION, ++section + ". " + opened.text()));
                case Block.Paragraph words -> document.appendChild(with(new Paragraph(), words.text()));
                case Block.Item words -> item(document, words.text());
            }
        }
        return document;
    }

    private static void item(Document document, String text) {
        if (!(document.getLastChild() instanceof BulletList)) {
            BulletList list = new BulletList();
            list.setMarker("-");
            list.setTight(true);
            document.appendChild(list);
        }
        ListItem item = new ListItem();
        item.appendChild(with(new Paragraph(), text));
        document.getLastChild().appendChild(item);
    }

    private static Heading heading(int level, String text) {
        Heading heading = new Heading();
        heading.setLevel(level);
        return with(heading, text);
    }

    private static <T extends Node> T with(T node, String text) {
        node.appendChild(new Text(text));
        return node;
    }
}
