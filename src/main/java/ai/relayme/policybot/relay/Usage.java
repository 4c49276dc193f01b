package ai.relayme.policybot.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a call used.
 *
 * @param inputTokens  tokens of the prompt
 * @param outputTokens tokens of the answer
 * @param estimated    whether they were reckoned from the texts, because the relay did not count them
 */
public record Usage(long inputTokens, long outputTokens, boolean estimated) {
    /** Nothing was used. */
    public static final Usage NONE = new Usage(0, 0, false);

    /** English has about four bytes to a token and Chinese about three: this errs towards too many. */
    private static final int BYTES_PER_TOKEN = 3;

    /** What these texts and so many bytes of an answer amount to. */
    static Usage estimate(List<String> prompt, long answerBytes) {
        long promptBytes = 0;
        for (String text : prompt) {
            promptBytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        return new Usage(tokens(promptBytes), tokens(answerBytes), true);
    }

    /** Input and output together. */
    public long tokens() {
        return inputTokens + outputTokens;
    }

    private static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }
}
