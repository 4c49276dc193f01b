package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.Translations;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    private final Translations words = new Translations(CaseWords.class, "words.txt");
    private final Translations form = new Translations(CaseWords.class, "form.txt");

    /** What the forms say, by name. */
    public Map<String, String> form(Language language) {
        Map<String, String> texts = new LinkedHashMap<>();
        form.names().forEach(name -> texts.put(name, form.of(name, language)));
        return texts;
    }

    /**
     * The words of that name.
     *
     * @throws IllegalStateException if there are none
     */
    public String of(String name, Language language) {
        return words.of(name, language);
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
