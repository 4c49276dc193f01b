package ai.relayme.policybot.intent;

import java.util.List;

/**
 * What came before a message in its conversation.
 *
 * @param goesOn  whether there was anything
 * @param offered the rights that the last answer offered to use
 */
public record Before(boolean goesOn, List<Right> offered) {
    /** Nothing. */
    public static final Before NOTHING = new Before(false, List.of());

    public Before {
        offered = List.copyOf(offered);
    }
}
