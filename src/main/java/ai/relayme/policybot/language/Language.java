package ai.relayme.policybot.language;

import java.util.Optional;

/** A language the bot reads and answers in, with the tag that stands for it in JSON, in the corpus and in the database. */
public enum Language {
    /** English. */
    EN("en"),
    /** Chinese in simplified characters. */
    ZH_HANS("zh-Hans"),
    /** Chinese in traditional characters. */
    ZH_HANT("zh-Hant");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag, such as {@code zh-Hant}. */
    public String tag() {
        return tag;
    }

    /** Whether this is Chinese, in either script. */
    public boolean isChinese() {
        return this != EN;
    }

    /** The language of exactly this tag, or nothing. */
    public static Optional<Language> ofTag(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return tag;
    }
}
