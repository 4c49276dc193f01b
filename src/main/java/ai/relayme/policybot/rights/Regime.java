package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;

/**
 * A law whose clock runs.
 *
 * @param id         the word that stands for it in JSON, in the data file and in the database
 * @param law        its name as readers of each language know it
 * @param zone       where its days are counted
 * @param periods    how long an answer may take, for each right
 * @param extensions how much longer, for each right that the law allows it for
 * @param complaint  where somebody may complain who is refused
 */
public record Regime(String id, Map<Language, String> law, ZoneId zone, Map<Right, Period> periods,
        Map<Right, Period> extensions, Map<Language, String> complaint) {
    public Regime {
        law = Map.copyOf(law);
        periods = Map.copyOf(periods);
        extensions = Map.copyOf(extensions);
        complaint = Map.copyOf(complaint);
    }
}
