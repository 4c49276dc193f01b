package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words that forms, letters and pages about cases use, which stand in {@code form.txt} and {@code words.txt}, and how they write dates. */
public final class CaseWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm '(UTC+8)'", Locale.ROOT)
            .withZone(ZoneOffset.ofHours(8));
    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CHINESE_DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.ROOT);

    private final Map<String, BlockFile.Block> blocks = new HashMap<>();

    private final List<BlockFile.Block> form = BlockFile.read(CaseWords.class, "form.txt");

    public CaseWords() {
        BlockFile.read(CaseWords.class, "words.txt").forEach(block -> blocks.put(block.name(), block));
    }

    /** What the forms say, by name. */
    public Map<String, String> form(Language language) {
        Map<String, String> words = new LinkedHashMap<>();
        form.forEach(block -> words.put(block.name(), String.join("; ", block.values(language.tag()))));
        return words;
    }

    /**
     * The words of that name.
     *
     * @throws IllegalStateException if there are none
     */
    public String of(String name, Language language) {
        BlockFile.Block block = blocks.get(name);
        List<String> values = block == null ? List.of() : block.values(language.tag());
        if (values.isEmpty()) {
            throw new IllegalStateException("words.txt has no " + name + " in " + language);
        }
        return String.join("; ", values);
    }

    /** What a case is about: its rights, or that it is a message. */
    public String subject(CaseFile file, Language language) {
        List<Right> rights = file.submission().rights();
        return rights.isEmpty()
                ? of("handoff", language)
                : String.join(language.isChinese() ? "、" : ", ",
                        rights.stream().map(right -> of("right." + right.label(), language)).toList());
    }

    /** How far a case has come. */
    public String state(CaseState state, Language language) {
        return of("state." + state.label(), language);
    }

    /** A moment, in the support desk's time. */
    public String time(Instant moment) {
        return TIME.format(moment);
    }

    /** The day in which a moment falls there. */
    public String day(Instant moment, ZoneId zone, Language language) {
        return (language.isChinese() ? CHINESE_DAY : ENGLISH_DAY).format(moment.atZone(zone));
    }
}
