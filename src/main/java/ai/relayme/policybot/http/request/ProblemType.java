package ai.relayme.policybot.http.request;

import java.util.Locale;
import java.util.Optional;

/** The kinds of problem that the API reports (RFC 9457): what happened and what mends it. */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not valid JSON", "Send one JSON object, in UTF-8."),
    INVALID_REQUEST(400, "The request is not valid", "Correct the fields that 'errors' points to."),
    UNAUTHORIZED(401, "The credentials are not valid",
            "Send 'Authorization: Bearer' with a valid API key or conversation token, or leave the header out."),
    FORBIDDEN(403, "This is not allowed", "Use credentials that allow it."),
    NOT_FOUND(404, "There is nothing at this address", "Check the address and the ids in it."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", "Use one of the methods that the Allow header names."),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be given",
            "Accept application/json, text/event-stream or text/plain."),
    CONFLICT(409, "The request conflicts with another one", "Try again when the other one has ended."),
    PAYLOAD_TOO_LARGE(413, "The body is too large", "Send at most 64 KiB."),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request",
            "Use a new Idempotency-Key for a new request."),
    URI_TOO_LONG(414, "The address is too long", "Send an address of at most 8 KiB."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported", "Send Content-Type: application/json."),
    RATE_LIMITED(429, "Too many requests", "Wait as many seconds as Retry-After says."),
    HEADERS_TOO_LARGE(431, "The header fields are too large", "Send header fields of at most 8 KiB together."),
    INTERNAL(500, "Something went wrong", "Try again; if it happens again, give the operator the request id."),
    UNAVAILABLE(503, "The service is not available for the moment", "Try again after Retry-After seconds.");

    private final int status;
    private final String title;
    private final String remedy;

    ProblemType(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    /** The status of its reply. */
    public int status() {
        return status;
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** What mends it. */
    public String remedy() {
        return remedy;
    }

    /** The last part of the type's address: {@code /problems/<slug>}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type whose address ends so. */
    public static Optional<ProblemType> ofSlug(String slug) {
        for (ProblemType type : values()) {
            if (type.slug().equals(slug)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type that stands for a status of the web server's or the library's, by which no other is told. */
    public static ProblemType ofStatus(int status) {
        for (ProblemType type : values()) {
            if (type.status == status && type != MALFORMED_JSON) {
                return type;
            }
        }
        return status < 500 ? INVALID_REQUEST : INTERNAL;
    }
}
