package ai.relayme.policybot.metrics;

import java.util.Map;
import java.util.Optional;

/**
 * How the bot stands, as it is looked up when somebody asks for the figures.
 *
 * @param corpus the corpus that serves
 * @param stored what the database tells; empty where it does not answer
 */
public record Standing(Corpus corpus, Optional<Stored> stored) {
    /**
     * The corpus that serves.
     *
     * @param ageSeconds since it was taken up
     * @param passages   how many it has
     * @param faults     how many a changed folder has, which therefore does not serve
     */
    public record Corpus(double ageSeconds, int passages, int faults) {}

    /**
     * What the database tells.
     *
     * @param requests rights requests and hand-offs by kind and state
     * @param overdue  open ones whose date has passed
     * @param mail     the outbox
     */
    public record Stored(Map<Request, Integer> requests, int overdue, Mail mail) {
        public Stored {
            requests = Map.copyOf(requests);
        }
    }

    /** What requests are counted by: the words of the database. */
    public record Request(String kind, String state) {}

    /**
     * The outbox.
     *
     * @param pending     mails that wait
     * @param deadLetters mails that nothing will deliver until a person acts
     * @param held        whether the mail server does not let this node in
     */
    public record Mail(int pending, int deadLetters, boolean held) {}
}
