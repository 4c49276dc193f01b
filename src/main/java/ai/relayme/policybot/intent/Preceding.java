package ai.relayme.policybot.intent;

import java.util.List;

/**
 * What came before a message in its conversation.
 *
 * @param goesOn  whether there was anything
 * @param offered the rights that the last answer offered to use
 */
public record Preceding(boolean goesOn, List<Right> offered) {
    /** Nothing. */
    public static final Preceding NOTHING = new Preceding(false, List.of());

    public Preceding {
        offered = List.copyOf(offered);
    }
}
