package ai.relayme.policybot.corpus;

import java.util.List;

/** Compares the language versions of documents. */
@FunctionalInterface
public interface VersionComparison {
    /**
     * Where the versions of each document disagree, in reading order; empty where they agree or there is only one.
     *
     * @param documents every document in every language, as they stand together
     */
    List<Divergence> compare(List<Document> documents);
}
