package ai.relayme.policybot.app;

import ai.relayme.policybot.corpus.CorpusFolder;
import ai.relayme.policybot.metrics.Standing;
import ai.relayme.policybot.metrics.Standing.Request;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.outbox.OutboxStatus;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.rights.CaseList;
import ai.relayme.policybot.rights.CaseState;
import ai.relayme.policybot.store.StoreException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks up how the bot stands, for the figures. Safe for concurrent use. */
final class Standings {
    private static final List<String> KINDS = List.of("rights_request", "handoff");

    private final Supplier<Served> served;
    private final CorpusFolder folder;
    private final Outbox outbox;
    private final Supplier<CaseList> cases;
    private final InstantSource clock;

    /** The index that serves, and when it was taken up, by the steady clock. */
    record Served(PassageIndex index, long sinceNanos) {}

    Standings(Supplier<Served> served, CorpusFolder folder, Outbox outbox, Supplier<CaseList> cases,
            InstantSource clock) {
        this.served = served;
        this.folder = folder;
        this.outbox = outbox;
        this.cases = cases;
        this.clock = clock;
    }

    Standing now() {
        Served serving = served.get();
        Standing.Corpus corpus = new Standing.Corpus((System.nanoTime() - serving.sinceNanos()) / 1e9,
                Math.toIntExact(serving.index().corpus().passages().count()), folder.faults());
        return new Standing(corpus, stored());
    }

    private Optional<Standing.Stored> stored() {
        try {
            OutboxStatus mail = outbox.status();
            List<CaseList.Count> counts = cases.get().counts(clock.instant());
            Map<Request, Integer> requests = new HashMap<>();
            for (String kind : KINDS) {
                for (CaseState state : CaseState.values()) {
                    requests.put(new Request(kind, state.label()), 0);
                }
            }
            counts.forEach(count -> requests.put(new Request(count.kind(), count.state()), count.count()));
            return Optional.of(new Standing.Stored(requests,
                    counts.stream().mapToInt(CaseList.Count::overdue).sum(),
                    new Standing.Mail(mail.pending(), mail.deadLetters(), mail.held())));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
