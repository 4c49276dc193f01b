package ai.relayme.policybot.intent;

import java.util.List;

/**
 * What came before a message in its conversation.
 *
 * @param goesOn         whether there was anything
 * @param offered        the rights that the last answer offered to use
 * @param offeredEarlier where it offered none, those that an answer shortly before it did: who then wants "it" done means these
 */
public record Preceding(boolean goesOn, List<Right> offered, List<Right> offeredEarlier) {
    /** Nothing. */
    public static final Preceding NOTHING = new Preceding(false, List.of(), List.of());

    public Preceding {
        offered = List.copyOf(offered);
        offeredEarlier = List.copyOf(offeredEarlier);
    }
}
