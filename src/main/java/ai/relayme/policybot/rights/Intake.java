package ai.relayme.policybot.rights;

import java.time.Duration;

/** What became of what a visitor handed over, or of a code. */
public sealed interface Intake {
    /** It is on the disk, and this is its receipt. */
    record Accepted(CaseReceipt receipt) implements Intake {}

    /** A request with this idempotency key is being taken in at this moment. */
    record Running() implements Intake {}

    /** This idempotency key belongs to a request that said something else. */
    record KeyReused() implements Intake {}

    /** There is no such case. */
    record Unknown() implements Intake {}

    /** The code is wrong, or its time is over, or it was replaced; after that many more, nothing but a new one helps. */
    record WrongCode(int triesLeft) implements Intake {}

    /** Too many wrong codes: for that long nothing but a new one helps. */
    record Locked(Duration retryAfter) implements Intake {}

    /** Too many codes were asked for: there is no other for that long. */
    record CodesUsedUp(Duration retryAfter) implements Intake {}

    /** It has its answer: no code opens it again. */
    record AlreadyClosed() implements Intake {}

    /** The address is proven already. */
    record AlreadyVerified() implements Intake {}
}
