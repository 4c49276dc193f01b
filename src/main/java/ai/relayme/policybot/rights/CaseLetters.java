package ai.relayme.policybot.rights;

import ai.relayme.policybot.answer.Handoff;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.Letters;
import ai.relayme.policybot.outbox.OutgoingMail;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The letters about a case, each in the case's language. Their subjects and headers hold nothing a visitor wrote. */
final class CaseLetters {
    static final String CODE = "code";
    static final String ACKNOWLEDGEMENT = "acknowledgement";
    static final String SUPPORT = "support";
    static final String UNVERIFIED = "unverified";
    static final String REMINDER = "reminder";
    static final String STATUS = "status";
    /** Of many unverified cases of one address, the newest are quoted in full; the others are named. */
    private static final int QUOTED = 20;

    private final Letters letters = new Letters();
    private final CaseWords words;
    private final SupportDesk desk;
    private final CaseHashes hashes;
    private final Supplier<URI> publicUrl;

    CaseLetters(CaseWords words, SupportDesk desk, CaseHashes hashes, Supplier<URI> publicUrl) {
        this.words = words;
        this.desk = desk;
        this.hashes = hashes;
        this.publicUrl = publicUrl;
    }

    /** The code, to an address that nobody has proven: it holds no word of the visitor's. */
    OutgoingMail code(CaseFile file, String code, Instant expiresAt) {
        Map<String, String> values = new HashMap<>();
        values.put("code", code);
        values.put("reference", file.reference());
        values.put("support", desk.email());
        return toRequester(CODE, file, values, expiresAt);
    }

    /** That it was received, what was understood, and until when it is answered. */
    OutgoingMail acknowledgement(CaseFile file) {
        Map<String, String> values = values(file);
        Handoff.Support hours = desk.at(file.receivedAt(), file.language());
        values.put("hours", hours.hours());
        return toRequester(ACKNOWLEDGEMENT, file, values, null);
    }

    /** All that support needs to act. */
    OutgoingMail support(CaseFile file) {
        return toSupport(SUPPORT, file, values(file), file.submission().email());
    }

    /** The same where a mail server did not take it with the conversation. */
    OutgoingMail supportWithoutTranscript(CaseFile file) {
        Map<String, String> values = values(file);
        values.put("transcript", words.of("transcript.left_out", file.language()));
        return toSupport(SUPPORT, file, values, file.submission().email());
    }

    /**
     * That nobody verified these cases, which came from one address, within a day.
     *
     * @param files the newest first, at least one
     */
    OutgoingMail unverified(List<CaseFile> files) {
        CaseFile newest = files.getFirst();
        Map<String, String> values = values(newest);
        List<String> others = new ArrayList<>();
        for (CaseFile file : files.subList(1, files.size())) {
            String details = file.submission().details();
            others.add("# " + file.reference() + ", " + words.time(file.receivedAt()) + ": "
                    + words.subject(file, newest.language()));
            if (others.size() < 2 * QUOTED && details != null) {
                others.add(Letters.quote(details));
            }
        }
        values.put("others", String.join("\n", others));
        return toSupport(UNVERIFIED, newest, values, newest.submission().email());
    }

    /** That the answer is due soon, or overdue, or that nobody has confirmed that the case has arrived. */
    OutgoingMail reminder(CaseFile file, Instant now) {
        Map<String, String> values = values(file);
        Language language = file.language();
        Instant dueAt = file.dueAt();
        String days = dueAt == null
                ? ""
                : Long.toString(Math.floorDiv(dueAt.getEpochSecond() - now.getEpochSecond(), 86_400L));
        values.put("days", days);
        values.put("days_left", days.isEmpty() ? "" : words.of("days_left", language).replace("{days}", days));
        boolean confirmed = file.state() != CaseState.RECEIVED && file.state() != CaseState.ACKNOWLEDGED;
        values.put("unconfirmed", confirmed ? "" : words.of("unconfirmed", language));
        return toSupport(REMINDER, file, values, file.submission().email());
    }

    /**
     * That something changed.
     *
     * @param change what, in the case's language
     * @param reason why, in the words of whoever changed it
     */
    OutgoingMail status(CaseFile file, String change, String reason, boolean refused) {
        Map<String, String> values = values(file);
        values.put("change", change);
        values.put("from_support", reason.isBlank() ? "" : words.of("from_support", file.language()));
        values.put("reason", Letters.quote(reason));
        values.put("complaint", refused ? file.regime().complaint().getOrDefault(file.language(), "") : "");
        return toRequester(STATUS, file, values, null);
    }

    /** The address that shows how the case stands. */
    String statusUrl(String reference) {
        return publicUrl.get() + "/rights-requests/" + reference + "?token=" + hashes.token(reference);
    }

    private OutgoingMail toRequester(String template, CaseFile file, Map<String, String> values,
            @Nullable Instant expiresAt) {
        return new OutgoingMail(template, file.reference(), file.submission().email(), null,
                letters.write(template, file.language(), values), expiresAt);
    }

    private OutgoingMail toSupport(String template, CaseFile file, Map<String, String> values, String replyTo) {
        return new OutgoingMail(template, file.reference(), desk.email(), replyTo,
                letters.write(template, file.language(), values), null);
    }

    private Map<String, String> values(CaseFile file) {
        Submission submission = file.submission();
        Language language = file.language();
        Instant dueAt = file.answerDueAt();
        Map<String, String> values = new HashMap<>();
        values.put("reference", file.reference());
        values.put("subject", words.subject(file, language));
        values.put("state", words.state(file.state(), language));
        values.put("received", words.time(file.receivedAt()));
        values.put("due", dueAt == null ? "" : words.day(dueAt, file.regime().zone(), language));
        values.put("due_each",
                dueAt == null || file.due().values().stream().distinct().count() < 2 ? "" : dueEach(file));
        values.put("act_by", dueAt == null ? "" : words.time(desk.lastClosing(dueAt)));
        values.put("law", dueAt == null ? "" : file.regime().law().getOrDefault(language, ""));
        values.put("email", submission.email());
        values.put("name", oneLine(submission.name()));
        values.put("on_behalf_of", oneLine(submission.onBehalfOf()));
        values.put("details", Letters.quote(orEmpty(submission.details())));
        values.put("transcript", submission.isTranscriptErased()
                ? words.of("transcript.erased", language)
                : Letters.quote(orEmpty(submission.transcript())));
        values.put("language", language.tag());
        values.put("verified", words.of(file.verifiedAt() == null ? "verified.no" : "verified.yes", language));
        values.put("joined", file.joinedTo() == null ? "" : words.of("joined", language) + " " + file.joinedTo());
        values.put("support", desk.email());
        values.put("case_url", publicUrl.get() + "/console/#rights-requests/" + file.reference());
        values.put("status_url", statusUrl(file.reference()));
        return values;
    }

    private String dueEach(CaseFile file) {
        List<String> lines = new ArrayList<>();
        for (Right right : file.rights()) {
            Instant due = file.due().get(right);
            if (due != null) {
                lines.add(
                        words.of("right." + right.label(), file.language()) + (file.language().isChinese() ? "：" : ": ")
                                + words.day(due, file.regime().zone(), file.language()));
            }
        }
        return String.join("\n", lines);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String oneLine(@Nullable String text) {
        return orEmpty(text).replaceAll("\\s+", " ").strip();
    }
}
