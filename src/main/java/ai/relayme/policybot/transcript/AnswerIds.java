package ai.relayme.policybot.transcript;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Instant;

/** The ids of answers. They begin with the answer's time, so that lists and periods go by them. */
public final class AnswerIds {
    /** How each begins. */
    private static final String PREFIX = "ans_";

    private AnswerIds() {}

    /** The least id that an answer of that moment can have. */
    public static String least(Instant moment) {
        return PREFIX + Ulid.min(Math.max(0, moment.toEpochMilli()));
    }
}
