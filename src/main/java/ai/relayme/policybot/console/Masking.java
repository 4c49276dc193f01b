package ai.relayme.policybot.console;

import ai.relayme.policybot.redaction.Redactor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Masks identifiers of visitors in what agents are shown. What finds them takes half a second to make, at first use. */
public final class Masking {
    /** Number of the rules: raised with every change of what is masked, it has searches go by the new ones. */
    public static final int RULES = 1;

    private final Set<String> published;
    private @Nullable Redactor redactor;

    /** @param published identifiers that are no secret */
    public Masking(Set<String> published) {
        this.published = Set.copyOf(published);
    }

    /** The texts, each with placeholders for identifiers. */
    public List<String> mask(List<String> texts) {
        Redactor made = redactor();
        return texts.stream().map(text -> made.redact(List.of(text)).getFirst()).toList();
    }

    /** The text with placeholders for identifiers. */
    public String mask(String text) {
        return redactor().redact(List.of(text)).getFirst();
    }

    /** An email address by its first letter and its domain. */
    public static String maskEmail(String email) {
        return Optional.of(email.indexOf('@')).filter(at -> at > 0)
                .map(at -> email.substring(0, email.offsetByCodePoints(0, 1)) + "\u2026" + email.substring(at))
                .orElse("\u2026");
    }

    private synchronized Redactor redactor() {
        if (redactor == null) {
            redactor = new Redactor(published);
        }
        return redactor;
    }
}
