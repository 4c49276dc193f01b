package ai.relayme.policybot.corpus;

import ai.relayme.policybot.language.Language;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One language version of a policy document.
 *
 * @param id       file name without its ending, such as {@code privacy-policy}
 * @param language language of the text
 * @param title    title as readers see it
 * @param version  the publisher's version, usually a date
 * @param url      where the company publishes it
 * @param status   what standing this text has
 * @param prevails tag of the language whose text prevails ({@code en}, {@code zh-Hans}, {@code zh-Hant}, or {@code zh} for either script)
 * @param digest   {@code sha256:} and the hexadecimal digest of the file's bytes
 * @param passages its passages in reading order, never empty
 */
public record Document(String id, Language language, String title, String version, URI url, Status status,
        String prevails, String digest, List<Passage> passages) {

    public Document {
        passages = List.copyOf(passages);
    }

    /** The passage of this id, if the document has it. */
    public Optional<Passage> passage(String passageId) {
        return passages.stream().filter(passage -> passage.id().equals(passageId)).findFirst();
    }

    /** Whether the text in that language is the one that prevails. */
    boolean prevailsIn(Language other) {
        return other.tag().equals(prevails) || (prevails.equals("zh") && other.isChinese());
    }
}
