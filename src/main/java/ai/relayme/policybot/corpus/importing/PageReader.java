package ai.relayme.policybot.corpus.importing;

import ai.relayme.policybot.language.Invisible;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Finds the blocks of a page, be it HTML, Markdown or plain text. */
final class PageReader {
    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> MARKDOWN = Set.of("text/markdown", "text/x-markdown");
    private static final Pattern HTML_BEGIN = Pattern.compile("(?is)\\s*(<!doctype html|<html|<head|<body|<!--).*");

    private PageReader() {}

    /** The blocks in reading order, without what nobody sees, which is no part of their words. */
    static List<Block> blocks(Page page) throws ImportException {
        return found(page).stream().map(PageReader::seen).filter(block -> !block.text().isEmpty()).toList();
    }

    private static Block seen(Block block) {
        String text = Words.fold(Invisible.strip(block.text()));
        return switch (block) {
            case Block.Heading heading -> new Block.Heading(heading.level(), text);
            case Block.Paragraph _ -> new Block.Paragraph(text);
            case Block.Item _ -> new Block.Item(text);
        };
    }

    private static List<Block> found(Page page) throws ImportException {
        if (HTML.contains(page.mediaType())) {
            return html(page);
        }
        if (!page.mediaType().isEmpty() && !page.mediaType().startsWith("text/")) {
            throw new ImportException("the page is " + page.mediaType() + ", and must be HTML, Markdown or plain text");
        }
        String text = decode(page);
        if (MARKDOWN.contains(page.mediaType())) {
            var frontMatter = List.of(YamlFrontMatterExtension.create());
            return HtmlBlocks.of(Jsoup.parse(HtmlRenderer.builder().extensions(frontMatter).build()
                    .render(Parser.builder().extensions(frontMatter).build().parse(text))));
        }
        return HTML_BEGIN.matcher(text).matches() ? html(page) : TextBlocks.of(text);
    }

    private static List<Block> html(Page page) throws ImportException {
        try {
            // a page may name its character set itself
            return HtmlBlocks.of(Jsoup.parse(page.stream(),
                    page.charset() == null ? null : charset(page.charset()).name(), ""));
        } catch (IOException e) {
            throw new ImportException("the page's HTML cannot be read");
        }
    }

    private static String decode(Page page) throws ImportException {
        Charset charset = charset(page.charset());
        try {
            return charset.newDecoder().decode(page.buffer()).toString().replace("\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new ImportException("the page is not text in " + charset.name());
        }
    }

    private static Charset charset(@Nullable String name) throws ImportException {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ImportException("the page's character set is not known");
        }
    }
}
