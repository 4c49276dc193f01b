package ai.relayme.policybot.http.request;

import ai.relayme.policybot.language.Language;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language in which a caller reads: {@code ?lang=} and {@code Accept-Language}. */
public final class AcceptedLanguage {
    private static final List<String> TRADITIONAL_REGIONS = List.of("HK", "TW", "MO");

    private AcceptedLanguage() {}

    /** The language the caller would like best of those there are, English where none is named. */
    public static Language of(Context ctx) {
        return AcceptedTypes.wishes(ctx, "Accept-Language").map(AcceptedLanguage::ofWish).filter(Objects::nonNull)
                .findFirst()
                .orElse(Language.EN);
    }

    /**
     * The language that {@code ?lang=} asks for, nothing where it is not there.
     *
     * @throws Problem if there is no such language
     */
    public static Optional<Language> asked(Context ctx) {
        String tag = ctx.queryParam("lang");
        if (tag == null) {
            return Optional.empty();
        }
        return Optional.of(Language.ofTag(tag).orElseThrow(() -> Problem
                .fields(List.of(Problem.FieldError.ofQuery("lang", "must be en, zh-Hans or zh-Hant")))));
    }

    /** The language that {@code ?lang=} asks for, else the one the caller would like best. */
    public static Language chosen(Context ctx) {
        return asked(ctx).orElseGet(() -> of(ctx));
    }

    private static @Nullable Language ofWish(String wish) {
        Locale locale = Locale.forLanguageTag(wish);
        return switch (locale.getLanguage()) {
            case "en" -> Language.EN;
            case "yue" -> Language.ZH_HANT;
            case "zh" -> locale.getScript().equals("Hant") || TRADITIONAL_REGIONS.contains(locale.getCountry())
                    ? Language.ZH_HANT
                    : Language.ZH_HANS;
            default -> null;
        };
    }
}
