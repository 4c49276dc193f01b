package ai.relayme.policybot.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether questions that ask the same in several languages get the same: groups of golden questions with the same
 * {@code parity}.
 *
 * @param outcome   groups whose questions all have one outcome
 * @param passage   groups whose answers all cite the same passage first, or none at all
 * @param differing the groups in which one of the two is not so, by name
 */
record Parity(Share outcome, Share passage, Map<String, List<Judged>> differing) {

    /** The parity of those questions; a question that is alone in its group counts in nothing. */
    static Parity of(List<Judged> judged) {
        Map<String, List<Judged>> groups = new TreeMap<>();
        for (Judged each : judged) {
            String group = each.question().parity();
            if (group != null) {
                groups.computeIfAbsent(group, name -> new ArrayList<>()).add(each);
            }
        }
        groups.values().removeIf(group -> group.size() < 2);
        int sameOutcome = 0;
        int samePassage = 0;
        Map<String, List<Judged>> differing = new TreeMap<>();
        for (Map.Entry<String, List<Judged>> group : groups.entrySet()) {
            boolean outcome = isOne(group.getValue().stream().map(Judged::outcome).toList());
            boolean passage = isOne(group.getValue().stream().map(Judged::firstCited).toList());
            sameOutcome += outcome ? 1 : 0;
            samePassage += passage ? 1 : 0;
            if (!outcome || !passage) {
                differing.put(group.getKey(), List.copyOf(group.getValue()));
            }
        }
        return new Parity(new Share(sameOutcome, groups.size()), new Share(samePassage, groups.size()), differing);
    }

    /** Whether there is no group to tell anything of. */
    boolean isEmpty() {
        return outcome.isEmpty();
    }

    private static boolean isOne(List<String> words) {
        return new HashSet<>(words).size() == 1;
    }
}
