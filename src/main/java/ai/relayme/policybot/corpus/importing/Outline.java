package ai.relayme.policybot.corpus.importing;

import ai.relayme.policybot.corpus.importing.Block.Heading;
import ai.relayme.policybot.corpus.importing.Block.Item;
import ai.relayme.policybot.corpus.importing.Block.Paragraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The document within a page: its title, and its blocks with the headings of its sections numbered from 1. It begins after its
 * title. One whose headings are numbered ends before the first that is not, any at a copyright line; what stands before and
 * after is the site's.
 *
 * @param title  the document's title
 * @param blocks what follows it; each {@link Heading} opens the next section
 * @param before how many blocks of the page stand before the title
 * @param after  how many stand after the document's end
 */
record Outline(String title, List<Block> blocks, int before, int after) {
    private static final Pattern COPYRIGHT = Pattern.compile("(?i)(?:©|\\(c\\)|copyright|版[权權]所有).*");

    Outline {
        blocks = List.copyOf(blocks);
    }

    /**
     * The document among those blocks.
     *
     * @param given the title, where the caller names it
     */
    static Outline of(List<Block> page, @Nullable String given) throws ImportException {
        int begin = given == null ? title(page) : place(page, given);
        String title = given == null ? page.get(begin).text() : given;
        List<Block> body = page.subList(begin + 1, page.size());
        OptionalInt numbered = body.stream().filter(block -> number(block).isPresent())
                .mapToInt(block -> ((Heading) block).level()).min();
        OptionalInt any = body.stream().filter(Heading.class::isInstance).mapToInt(block -> ((Heading) block).level())
                .min();
        List<Block> blocks = numbered.isPresent()
                ? numbered(body, numbered.getAsInt())
                : unnumbered(body, any.orElse(0));
        return new Outline(title, blocks, Math.max(begin, 0), body.size() - blocks.size());
    }

    /** The outermost heading before the document's first prose, the last of them where there are several. */
    private static int title(List<Block> page) throws ImportException {
        int found = -1;
        for (int i = 0; i < page.size(); i++) {
            Block block = page.get(i);
            if (number(block).isPresent() || Words.isProse(block.text())) {
                break;
            }
            if (block instanceof Heading heading
                    && (found < 0 || heading.level() <= ((Heading) page.get(found)).level())) {
                found = i;
            }
        }
        if (found < 0) {
            throw new ImportException("the page has no title before its text; name it by --title");
        }
        return found;
    }

    private static int place(List<Block> page, String title) {
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).text().equals(title)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<SectionNumber> number(Block block) {
        return block instanceof Heading ? SectionNumber.of(block.text()) : Optional.empty();
    }

    private static List<Block> numbered(List<Block> body, int level) {
        List<Block> blocks = new ArrayList<>();
        int section = 0;
        for (Block block : body) {
            Optional<SectionNumber> number = number(block);
            if (block instanceof Heading && number.isPresent() && number.get().number() == section + 1) {
                section++;
                blocks.add(new Heading(level, number.get().heading()));
            } else if (ends(block)
                    || (section > 0 && number.isEmpty() && block instanceof Heading next && next.level() <= level)) {
                break;
            } else {
                blocks.add(within(block));
            }
        }
        return blocks;
    }

    private static List<Block> unnumbered(List<Block> body, int level) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : body) {
            if (ends(block)) {
                break;
            }
            blocks.add(block instanceof Heading heading && heading.level() == level ? block : within(block));
        }
        return blocks;
    }

    private static boolean ends(Block block) {
        return COPYRIGHT.matcher(block.text()).matches();
    }

    /** The format has sections and no more, so that a heading within one is a paragraph. */
    private static Block within(Block block) {
        return switch (block) {
            case Heading heading -> new Paragraph(heading.text());
            case Paragraph paragraph -> paragraph;
            case Item item -> new Item(Words.spaceLabel(item.text()));
        };
    }

    /** How many sections it has. */
    int sections() {
        return (int) blocks.stream().filter(Heading.class::isInstance).count();
    }

    /** Its longest text first, for whoever wants to know its language. */
    String sample() {
        return blocks.stream().map(Block::text).sorted(Comparator.comparingInt(String::length).reversed()).limit(5)
                .reduce("", (one, other) -> one + " " + other);
    }
}
