package ai.relayme.policybot.http.request;

import java.util.List;
import java.util.Map;

/** A request that cannot be served, and what the caller is told. Its words hold nothing of the request's. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<FieldError> errors;
    private final long retryAfterSeconds;
    private final transient Map<String, Integer> members;

    /**
     * A field at fault.
     *
     * @param member the member of the document that tells its place: {@code pointer} or {@code parameter}
     * @param place  where it is
     * @param detail what is wrong with it
     */
    public record FieldError(String member, String place, String detail) {
        /** A field of the body, by its JSON Pointer (RFC 6901). */
        public static FieldError at(String pointer, String detail) {
            return new FieldError("pointer", pointer, detail);
        }

        /** A parameter of the query, by its name. */
        public static FieldError ofQuery(String name, String detail) {
            return new FieldError("parameter", name, detail);
        }
    }

    private Problem(ProblemType type, String detail, List<FieldError> errors, long retryAfterSeconds,
            Map<String, Integer> members) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfterSeconds = retryAfterSeconds;
        this.members = Map.copyOf(members);
    }

    /** A problem of that type. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), 0, Map.of());
    }

    /** Fields at fault. */
    public static Problem fields(List<FieldError> errors) {
        return new Problem(ProblemType.INVALID_REQUEST, "Some fields are not valid.", errors, 0, Map.of());
    }

    /** A problem that may be over after that many seconds. */
    public static Problem retry(ProblemType type, String detail, long seconds) {
        return new Problem(type, detail, List.of(), seconds, Map.of());
    }

    /** The same with a member of its own in the document (RFC 9457 3.2). */
    public Problem with(String member, int value) {
        return new Problem(type, detail(), errors, retryAfterSeconds, Map.of(member, value));
    }

    /** Its kind. */
    public ProblemType type() {
        return type;
    }

    /** What the caller is told. */
    public String detail() {
        return getMessage() == null ? type.title() : getMessage();
    }

    List<FieldError> errors() {
        return errors;
    }

    /** What the document says besides. */
    Map<String, Integer> members() {
        return members;
    }

    /** When to try again, in seconds; 0 where trying again does not help. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
