package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a relay's refusal means. Its words are looked at for that and go no further: they may have the key in them. */
final class RelayError {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MULTIPLE_CHOICES = 300;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private RelayError() {}

    /** Whether a response of that status is none. */
    static boolean isError(int status) {
        return status >= MULTIPLE_CHOICES;
    }

    /**
     * What a response means that is an error.
     *
     * @param body       its body, as far as it was read
     * @param retryAfter the header of that name, empty where there is none
     * @param date       the header of that name, which is the relay's clock
     */
    static RelayException ofResponse(int status, String body, String retryAfter, String date) {
        String what = "the relay answers " + status;
        if (status < BAD_REQUEST) {
            return new RelayException(Reason.MISDIRECTED, what, status, null);
        }
        return new RelayException(reason(status, kind(body)), what, status, pause(retryAfter, date));
    }

    /** What the {@code error} of an event or of a document means. */
    static RelayException ofDocument(JsonNode error) {
        String kind = kind(error);
        Reason known = reason(kind);
        return new RelayException(
                known != null ? known : kind.contains("429") ? Reason.RATE_LIMITED : Reason.SERVER_ERROR,
                "the stream reports an error");
    }

    private static Reason reason(int status, String kind) {
        Reason known = reason(kind);
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> Reason.KEY_REFUSED;
            case NOT_FOUND -> Reason.UNKNOWN_MODEL;
            case REQUEST_TIMEOUT -> Reason.TIMEOUT;
            case PAYLOAD_TOO_LARGE -> Reason.PROMPT_TOO_LONG;
            case TOO_MANY_REQUESTS -> known == Reason.QUOTA_EXHAUSTED ? known : Reason.RATE_LIMITED;
            default -> {
                Reason otherwise = status >= INTERNAL_SERVER_ERROR ? Reason.SERVER_ERROR : Reason.REFUSED;
                yield known != null && status < INTERNAL_SERVER_ERROR ? known : otherwise;
            }
        };
    }

    private static @Nullable Reason reason(String kind) {
        if (kind.contains("insufficient_quota") || kind.contains("quota_exceeded")) {
            return Reason.QUOTA_EXHAUSTED;
        }
        if (kind.contains("rate_limit")) {
            return Reason.RATE_LIMITED;
        }
        if (kind.contains("context_length") || kind.contains("maximum context")) {
            return Reason.PROMPT_TOO_LONG;
        }
        if (kind.contains("content_filter") || kind.contains("content_policy")) {
            return Reason.FILTERED;
        }
        if (kind.contains("invalid_api_key")) {
            return Reason.KEY_REFUSED;
        }
        return kind.contains("model_not_found") ? Reason.UNKNOWN_MODEL : null;
    }

    private static String kind(String body) {
        try {
            return kind(JSON.readTree(body).path("error"));
        } catch (JsonProcessingException _) {
            // no JSON, so the status alone tells
            return "";
        }
    }

    private static String kind(JsonNode error) {
        return (error.path("code").asText() + " " + error.path("type").asText() + " " + error.path("message").asText())
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable Duration pause(String retryAfter, String date) {
        if (retryAfter.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        Optional<ZonedDateTime> until = moment(retryAfter);
        Optional<ZonedDateTime> now = moment(date);
        if (until.isEmpty() || now.isEmpty()) {
            return null;
        }
        Duration between = Duration.between(now.get(), until.get());
        return between.isNegative() ? Duration.ZERO : between;
    }

    private static Optional<ZonedDateTime> moment(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
