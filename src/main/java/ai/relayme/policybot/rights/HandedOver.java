package ai.relayme.policybot.rights;

import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.Copies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The conversations that went along with cases. Erasing one leaves the case, whose log tells of it, and what support is still
 * to be written, which says so in the conversation's place.
 */
public final class HandedOver implements Copies {
    /**
     * Support may need a conversation for as long as it works on the case, but not for ever where nobody closes it: twice the
     * longest time that a law on file gives for an answer.
     */
    public static final Duration LONGEST_OPEN = Duration.ofDays(180);

    private final Store store;
    private final Outbox outbox;
    private final CaseStore cases;
    private final CaseLetters letters;
    private final InstantSource clock;

    HandedOver(Store store, Outbox outbox, CaseStore cases, CaseLetters letters, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.cases = cases;
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public boolean has(String conversationId) {
        return !store.read(handle -> cases.withTranscript(handle, conversationId)).isEmpty();
    }

    @Override
    public boolean erase(String conversationId) {
        List<String> references = store.read(handle -> cases.withTranscript(handle, conversationId));
        erase(references, "with its conversation");
        return !references.isEmpty();
    }

    /** Those of cases that are closed, and of such as have been open for too long. */
    @Override
    public void eraseBefore(Instant moment) {
        Instant longest = clock.instant().minus(LONGEST_OPEN);
        erase(store.read(handle -> cases.withTranscriptBefore(handle, moment,
                longest.isBefore(moment) ? longest : moment)), "its time was over");
    }

    private void erase(List<String> references, String why) {
        if (references.isEmpty()) {
            return;
        }
        // erasing writes a whole file anew: once for all
        List<Mail> mails = store.erasing(handle -> {
            List<Mail> changed = new ArrayList<>();
            references.forEach(reference -> changed.addAll(erase(handle, reference, why)));
            return changed;
        });
        outbox.replaceInFolder(mails);
    }

    private List<Mail> erase(Handle handle, String reference, String why) {
        cases.eraseTranscript(handle, reference);
        CaseLog.add(handle, reference, clock.instant(), "transcript_erased", why);
        CaseFile file = cases.find(handle, reference).orElseThrow();
        List<Mail> changed = new ArrayList<>(
                outbox.rewrite(handle, reference, CaseLetters.SUPPORT, letters.support(file).letter()));
        // it was written of all cases that were forwarded with this one, under the reference of the newest
        changed.addAll(outbox.rewrite(handle, reference, CaseLetters.UNVERIFIED,
                letters.unverified(cases.forwardedWith(handle, reference)).letter()));
        return changed;
    }
}
