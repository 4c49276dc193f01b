package ai.relayme.policybot.corpus.importing;

import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.DocumentReader;
import ai.relayme.policybot.corpus.Status;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Imports pages. */
public final class PageImporter {
    private static final Pattern TRANSLATION = Pattern
            .compile("(?i)(?:reference|courtesy|convenience) translation|translation (?:only|for reference)|"
                    + "[参參]考(?:译|譯)|(?:译|譯)(?:文|本)[^。]{0,20}[参參]考");
    private static final Pattern CHINESE_PREVAILS = Pattern.compile(
            "(?i)Chinese (?:version|text|language)[^.]{0,40}(?:prevails?|controls?|governs?)|以中文[^。]{0,12}[为為][准準]");
    private static final Pattern ENGLISH_PREVAILS = Pattern.compile(
            "(?i)English (?:version|text|language)[^.]{0,40}(?:prevails?|controls?|governs?)|以英文[^。]{0,12}[为為][准準]");

    private final LanguageDetector languages;
    private final InstantSource clock;
    private final PageSource source;

    /** @param timeout from asking for a page to its last byte */
    public PageImporter(LanguageDetector languages, InstantSource clock, Duration timeout) {
        this.languages = languages;
        this.clock = clock;
        this.source = new PageSource(timeout);
    }

    /**
     * What the caller says of a page; each goes before what the page says itself.
     *
     * @param title    its title
     * @param url      its address, {@code https}
     * @param version  its version, a date as a rule
     * @param status   what standing its text has
     * @param prevails the language that prevails: {@code en}, {@code zh}, {@code zh-Hans} or {@code zh-Hant}
     */
    public record Given(@Nullable String title, @Nullable String url, @Nullable String version, @Nullable Status status,
            @Nullable String prevails) {}

    /**
     * A page in the corpus format.
     *
     * @param markdown a file of the corpus
     * @param before   how many of the page's blocks stand before the document and were left out
     * @param after    how many stand after it and were left out
     * @param assumed  what neither the page nor the caller says, in the words of the front matter
     */
    public record Imported(String markdown, int before, int after, List<String> assumed) {
        public Imported {
            assumed = List.copyOf(assumed);
        }
    }

    /**
     * Imports a page.
     *
     * @param page  an address, or the path of a file
     * @param site  the address that a page has which tells none
     * @throws ImportException if it cannot be got, or is not of a form that fits the corpus
     */
    public Imported read(String page, Given given, URI site) throws ImportException, InterruptedException {
        Page got = source.get(page);
        List<Block> blocks = PageReader.blocks(got);
        Outline outline = Outline.of(blocks, given.title());
        String all = String.join("\n", blocks.stream().map(Block::text).toList());
        Language language = languages.detectOr(outline.sample(), Language.EN);
        List<String> assumed = new ArrayList<>();
        String version = said(given.version(), PageDate.in(all).map(LocalDate::toString),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(), day -> "version: " + day, assumed);
        Status status = said(given.status(),
                Optional.of(Status.REFERENCE_TRANSLATION).filter(_ -> TRANSLATION.matcher(all).find()), Status.OFFICIAL,
                otherwise -> "status: " + otherwise.label(), assumed);
        String prevails = said(given.prevails(), prevails(all), language.tag(), tag -> "prevails: " + tag, assumed);
        URI url = Optional.ofNullable(got.url()).filter(from -> "https".equals(from.getScheme())).orElse(site);
        CorpusFile file = new CorpusFile(outline, version, given.url() == null ? url.toString() : given.url(), status,
                prevails);
        String markdown = file.markdown();
        check(markdown, language);
        return new Imported(markdown, outline.before(), outline.after(), assumed);
    }

    /** What the caller says, else the page; else it is assumed. */
    private static <T> T said(@Nullable T given, Optional<T> page, T otherwise, Function<T, String> words,
            List<String> assumed) {
        if (given != null) {
            return given;
        }
        if (page.isEmpty()) {
            assumed.add(words.apply(otherwise));
        }
        return page.orElse(otherwise);
    }

    private static Optional<String> prevails(String text) {
        if (CHINESE_PREVAILS.matcher(text).find()) {
            return Optional.of("zh");
        }
        return Optional.of("en").filter(_ -> ENGLISH_PREVAILS.matcher(text).find());
    }

    /** What is handed out is read as the bot will read it. */
    private static void check(String markdown, Language language) throws ImportException {
        try {
            new DocumentReader().read("page", "page", language, markdown.getBytes(StandardCharsets.UTF_8));
        } catch (CorpusException e) {
            throw new ImportException("the page does not fit the corpus format: " + e.faults().getFirst()
                    .replaceFirst("^page:\\d+: ", ""));
        }
    }
}
