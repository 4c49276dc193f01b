package ai.relayme.policybot.rights;

import java.time.Duration;

/** What became of what a visitor handed over, or of a code. */
public sealed interface Intake {
    /** It is on the disk, and this is its receipt. */
    record Accepted(Receipt receipt) implements Intake {}

    /** A request with this idempotency key is being taken in at this moment. */
    record Running() implements Intake {}

    /** This idempotency key belongs to a request that said something else. */
    record KeyReused() implements Intake {}

    /** There is no such case. */
    record Unknown() implements Intake {}

    /** The code is wrong, or its time is over, or it was replaced. */
    record WrongCode() implements Intake {}

    /** Too many wrong codes, or too many codes: nothing helps for that long, but for a new code where one may be had. */
    record Locked(Duration retryAfter) implements Intake {}

    /** The address is proven already. */
    record AlreadyVerified() implements Intake {}
}
