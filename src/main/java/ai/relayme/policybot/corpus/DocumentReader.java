package ai.relayme.policybot.corpus;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.language.Language;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterNode;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads one Markdown file of the corpus. */
public final class DocumentReader {
    private static final List<String> KEYS = List.of("title", "version", "url", "status", "prevails");
    /** Editors of Windows begin a file in UTF-8 with it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,4})[.、．]\\s*(.+)");

    private static final Pattern TABLE_ROW = Pattern.compile("\\|.*\\|");
    /** The line under a table's heads. */
    private static final Pattern TABLE_RULE = Pattern.compile("(?=.*\\|)\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?");

    private final Parser parser = Parser.builder().extensions(List.of(YamlFrontMatterExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    /**
     * The document in a file's bytes.
     *
     * @param path how faults name the file
     * @throws CorpusException naming every fault with its line
     */
    public Document read(String path, String id, Language language, byte[] bytes) throws CorpusException {
        String text = decode(path, bytes);
        Node root = parser.parse(text);
        List<String> faults = new ArrayList<>(invisible(path, text));
        FrontMatter front = new FrontMatter(path, root, faults);
        String title = front.value("title");
        String version = front.value("version");
        URI url = url(path, front.value("url"), faults);
        Status status = Status.ofLabel(front.value("status")).orElse(null);
        String prevails = front.value("prevails");
        if (status == null) {
            faults.add(path + ":1: 'status' must be official, reference-translation or working-translation");
        }
        if (!prevails.equals("zh") && Language.ofTag(prevails).isEmpty()) {
            faults.add(path + ":1: 'prevails' must be en, zh, zh-Hans or zh-Hant");
        }
        Numbering numbering = new Numbering(path, id, language, title, text, faults);
        root.accept(numbering);
        if (numbering.passages.isEmpty()) {
            faults.add(path + ":1: the document has no passages");
        }
        if (!faults.isEmpty() || status == null || url == null) {
            throw new CorpusException(faults);
        }
        return new Document(id, language, title, version, url, status, prevails, "sha256:" + Sha256.hex(bytes),
                numbering.passages);
    }

    private static String decode(String path, byte[] bytes) throws CorpusException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            // the decoder stopped at the first byte that is wrong
            long line = 1 + IntStream.range(0, in.position()).filter(i -> bytes[i] == '\n').count();
            throw new CorpusException(List.of(path + ":" + line + ": the file is not UTF-8"));
        }
    }

    /** What nobody sees is told by its line, since no editor shows it. */
    private static List<String> invisible(String path, String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size()).boxed()
                .flatMap(i -> Invisible.first(lines.get(i)).stream()
                        .mapToObj(c -> path + ":" + (i + 1) + ": " + named(c)))
                .toList();
    }

    private static String named(int c) {
        return "an invisible character, " + String.format(Locale.ROOT, "U+%04X", c)
                + ", is not part of the corpus format";
    }

    private static @Nullable URI url(String path, String value, List<String> faults) {
        try {
            URI url = new URI(value);
            if ("https".equals(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below, like any other address that is none
        }
        faults.add(path + ":1: 'url' must be an https address");
        return null;
    }

    /** The keys of a file's front matter, each of which must be there once. */
    private static final class FrontMatter extends AbstractVisitor {
        private final Map<String, List<String>> values = new HashMap<>();

        FrontMatter(String path, Node root, List<String> faults) {
            root.accept(this);
            for (String key : KEYS) {
                if (value(key).isEmpty()) {
                    faults.add(path + ":1: front matter needs one '" + key + "'");
                }
            }
            values.keySet().stream().filter(key -> !KEYS.contains(key)).sorted()
                    .forEach(key -> faults.add(path + ":1: front matter has an unknown key '" + key + "'"));
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof YamlFrontMatterNode entry) {
                // a key that stands there twice has two values, which is one too many
                values.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).addAll(entry.getValues());
            }
        }

        String value(String key) {
            List<String> found = values.getOrDefault(key, List.of());
            return found.size() == 1 ? found.getFirst().strip() : "";
        }
    }

    /** The words of a node as a reader sees them, without the marks around them. */
    private static final class Words extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(Code node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak node) {
            text.append(' ');
        }

        @Override
        public void visit(HardLineBreak node) {
            text.append(' ');
        }
    }

    /** Walks the blocks in reading order and gives each paragraph and list item its number. */
    private static final class Numbering extends AbstractVisitor {
        private final String path;
        private final String id;
        private final Language language;
        private final String title;
        private final List<String> lines;
        private final List<String> faults;
        private final List<Passage> passages = new ArrayList<>();
        private int section;
        private int ordinal;
        private String heading;
        private String lead = "";

        Numbering(String path, String id, Language language, String title, String source, List<String> faults) {
            this.lines = source.lines().toList();
            this.path = path;
            this.id = id;
            this.language = language;
            this.title = title;
            this.faults = faults;
            this.heading = title;
        }

        @Override
        public void visit(Heading node) {
            if (node.getLevel() == 1) {
                if (!passages.isEmpty() || !text(node).equals(title)) {
                    fault(node, "the only '# ' heading is the title of the front matter, before everything else");
                }
                return;
            }
            check(node, text(node));
            Matcher numbered = NUMBERED.matcher(text(node));
            if (node.getLevel() != 2 || !numbered.matches()) {
                fault(node, "a heading must be of the form '## 1. Heading'");
                return;
            }
            int number = Integer.parseInt(numbered.group(1));
            if (number != section + 1) {
                fault(node, "section " + number + " follows section " + section);
            }
            section = number;
            ordinal = 0;
            heading = numbered.group(2).strip();
            lead = "";
        }

        @Override
        public void visit(Paragraph node) {
            String text = text(node);
            check(node, text);
            add(text, "");
            lead = text;
            visitChildren(node);
        }

        @Override
        public void visit(BulletList node) {
            items(node);
        }

        @Override
        public void visit(OrderedList node) {
            items(node);
        }

        @Override
        public void visit(BlockQuote node) {
            fault(node, "a block quote is not part of the corpus format");
        }

        @Override
        public void visit(FencedCodeBlock node) {
            fault(node, "a code block is not part of the corpus format");
        }

        @Override
        public void visit(IndentedCodeBlock node) {
            fault(node, "a code block is not part of the corpus format");
        }

        @Override
        public void visit(HtmlBlock node) {
            fault(node, "HTML is not part of the corpus format");
        }

        @Override
        public void visit(HtmlInline node) {
            fault(node, "HTML is not part of the corpus format");
        }

        @Override
        public void visit(Image node) {
            fault(node, "an image is not part of the corpus format");
        }

        private void items(Node list) {
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                if (!(item instanceof ListItem) || !(item.getFirstChild() instanceof Paragraph words)
                        || words.getNext() != null) {
                    fault(item, "a list item must be one paragraph");
                    continue;
                }
                check(words, text(words));
                add(text(words), lead.isEmpty() ? heading : lead);
                visitChildren(words);
            }
        }

        /** What the library reads as words although it is something else. */
        private void check(Node node, String text) {
            List<String> rows = node.getSourceSpans().stream()
                    .map(span -> lines.get(span.getLineIndex()).substring(span.getColumnIndex()).strip()).toList();
            if (rows.stream().anyMatch(row -> TABLE_ROW.matcher(row).matches())
                    || rows.stream().skip(1).anyMatch(row -> TABLE_RULE.matcher(row).matches())) {
                fault(node, "a table is not part of the corpus format");
            }
            // one that stands there itself is named with its own line
            Invisible.first(text).stream().filter(c -> rows.stream().noneMatch(row -> row.indexOf(c) >= 0))
                    .forEach(c -> fault(node, named(c)));
        }

        private void add(String text, String lead) {
            ordinal++;
            passages.add(new Passage(id + ":" + section + "." + ordinal, id, language, section, ordinal, heading, lead,
                    text));
        }

        private void fault(Node node, String what) {
            // only blocks know their lines
            Node block = node;
            while (block.getSourceSpans().isEmpty() && block.getParent() != null) {
                block = block.getParent();
            }
            List<SourceSpan> spans = block.getSourceSpans();
            int line = spans.isEmpty() ? 1 : spans.getFirst().getLineIndex() + 1;
            faults.add(path + ":" + line + ": " + what);
        }

        private static String text(Node node) {
            Words words = new Words();
            node.accept(words);
            return WHITE_SPACE.matcher(words.text).replaceAll(" ").strip();
        }
    }
}
