package ai.relayme.policybot.answer;

import java.util.List;

/**
 * A sentence of an answer as shown.
 *
 * @param text       the words, without markers
 * @param citations  numbers of the citations that it rests on; empty only for fixed text
 * @param provenance where the words come from
 */
public record Segment(String text, List<Integer> citations, Provenance provenance) {
    public Segment {
        citations = List.copyOf(citations);
    }
}
