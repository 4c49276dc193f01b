package ai.relayme.policybot.http;

import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.IdempotencyHeader;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.mail.EmailAddress;
import ai.relayme.policybot.rights.IdempotencyKey;
import ai.relayme.policybot.rights.Regime;
import ai.relayme.policybot.rights.Regimes;
import ai.relayme.policybot.rights.Submission;
import ai.relayme.policybot.transcript.Transcript.Exchange;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks what a visitor hands over. */
final class SubmissionReader {
    /** In characters. */
    private static final int LONGEST_TEXT = 5_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 320;
    /** The newest of a longer conversation go along. */
    private static final int MOST_EXCHANGES = 50;

    private final LanguageDetector languages;

    SubmissionReader(LanguageDetector languages) {
        this.languages = languages;
    }

    /**
     * What was read.
     *
     * @param submission     without the transcript
     * @param conversationId the conversation to be sent along, if the visitor agreed to that
     * @param key            the caller's idempotency key, if there is one
     */
    record Read(Submission submission, @Nullable String conversationId, @Nullable IdempotencyKey key) {
        /** The submission with the transcript, where the caller proves that the conversation is theirs. */
        Submission withTranscript(Conversations conversations, Credentials credentials) {
            if (conversationId == null) {
                return submission;
            }
            String transcript = conversations
                    .transcript(conversationId, credentials.conversationToken(), credentials.apiKeyId())
                    .map(kept -> transcript(kept.turns())).orElse(null);
            return new Submission(submission.rights(), submission.email(), submission.name(),
                    submission.onBehalfOf(), submission.details(), submission.regime(), transcript,
                    transcript == null ? null : conversationId, submission.language());
        }
    }

    Read rightsRequest(Context ctx, Regimes regimes) {
        JsonBody body = JsonBody.of(ctx);
        List<Right> rights = rights(body);
        String email = email(body);
        String name = body.optionalText("name", LONGEST_NAME);
        String details = body.optionalText("details", LONGEST_TEXT);
        String named = body.optionalText("regime");
        Regime regime = named == null ? null : regimes.find(named).orElse(null);
        if (named != null && regime == null) {
            body.fault("regime", "must be one of " + String.join(", ", regimes.ids()));
        }
        String conversationId = body.optionalText("conversation_id");
        Language language = body.optionalLanguage("language");
        String onBehalfOf = body.optionalText("on_behalf_of", LONGEST_NAME);
        body.check();
        return new Read(new Submission(rights, email, name, onBehalfOf, details, regime, null, null,
                language(ctx, language, details)), conversationId, key(ctx, "rights-request"));
    }

    Read handoff(Context ctx) {
        JsonBody body = JsonBody.of(ctx);
        String email = email(body);
        String message = body.text("message", LONGEST_TEXT);
        String conversationId = body.optionalText("conversation_id");
        Language language = body.optionalLanguage("language");
        body.check();
        return new Read(new Submission(List.of(), email, null, null, message, null, null, null,
                language(ctx, language, message)), conversationId, key(ctx, "handoff"));
    }

    private Language language(Context ctx, @Nullable Language given, @Nullable String text) {
        if (given != null) {
            return given;
        }
        Language accepted = AcceptedLanguage.of(ctx);
        return text == null ? accepted : languages.detectOr(text, accepted);
    }

    private static List<Right> rights(JsonBody body) {
        Set<Right> rights = new LinkedHashSet<>();
        List<String> labels = body.textOrTexts("right");
        for (String label : labels) {
            Right.ofLabel(label).ifPresentOrElse(rights::add, () -> body.fault("right",
                    "must be access, rectification, erasure, restriction, portability or objection"));
        }
        if (labels.isEmpty()) {
            body.fault("right", "is required");
        }
        return new ArrayList<>(rights);
    }

    private static String email(JsonBody body) {
        String text = body.text("email", LONGEST_ADDRESS);
        return EmailAddress.parse(text).orElseGet(() -> {
            if (!Invisible.isAll(text)) {
                body.fault("email", "must be one email address");
            }
            return "";
        });
    }

    private static @Nullable IdempotencyKey key(Context ctx, String purpose) {
        return IdempotencyHeader.of(ctx, purpose).map(header -> new IdempotencyKey(header.id(), header.request()))
                .orElse(null);
    }

    private static @Nullable String transcript(List<Exchange> exchanges) {
        StringBuilder text = new StringBuilder();
        for (Exchange exchange : exchanges.subList(Math.max(0, exchanges.size() - MOST_EXCHANGES), exchanges.size())) {
            text.append(TranscriptText.spoken(exchange)).append('\n');
        }
        return text.isEmpty() ? null : text.toString();
    }
}
