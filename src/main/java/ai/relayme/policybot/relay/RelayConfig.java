package ai.relayme.policybot.relay;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the relay is and how far a call may go. Its text form hides the key.
 *
 * @param baseUrl        {@code http} or {@code https} address that {@code /chat/completions} is appended to, without credentials, query and fragment
 * @param apiKey         the key sent as bearer token: printable ASCII without spaces
 * @param model          the model asked first
 * @param fallbackModels models asked in this order when the first fails
 * @param timeout        from asking to the last token, over all models: above zero, at most an hour
 * @param concurrency    calls at once, 1 to 10,000; as many again may wait
 * @param prices         what models cost, by their names; a model without a price costs nothing
 */
public record RelayConfig(URI baseUrl, String apiKey, String model, List<String> fallbackModels, Duration timeout,
        int concurrency, Map<String, Price> prices) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final int MOST_CALLS = 10_000;

    /** Checks every value; the messages of what it throws name the component, never the value. */
    public RelayConfig {
        fallbackModels = List.copyOf(fallbackModels);
        prices = Map.copyOf(prices);
        String scheme = baseUrl.getScheme();
        require("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme), "baseUrl is not http or https");
        require(baseUrl.getHost() != null, "baseUrl has no host");
        require(baseUrl.getRawUserInfo() == null, "baseUrl carries credentials");
        require(baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null, "baseUrl has a query or fragment");
        // a key with a line break in it would be a header of the key's choosing
        require(!apiKey.isEmpty() && apiKey.chars().allMatch(c -> c > ' ' && c < 0x7F),
                "apiKey is not printable ASCII");
        require(!model.isBlank() && fallbackModels.stream().noneMatch(String::isBlank), "model is blank");
        require(timeout.isPositive() && timeout.compareTo(LONGEST_TIMEOUT) <= 0, "timeout is not within an hour");
        require(concurrency >= 1 && concurrency <= MOST_CALLS, "concurrency is not 1 to " + MOST_CALLS);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** What that usage of the model costs. */
    public BigDecimal cost(String usedModel, Usage usage) {
        return prices.getOrDefault(usedModel, Price.NONE).of(usage);
    }

    /** Every model in the order in which they are asked, at least one. */
    public List<String> models() {
        List<String> models = new ArrayList<>();
        models.add(model);
        models.addAll(fallbackModels);
        return List.copyOf(models);
    }

    @Override
    public String toString() {
        return "RelayConfig[baseUrl=" + baseUrl + ", apiKey=hidden, model=" + model + ", fallbackModels="
                + fallbackModels + ", timeout=" + timeout + ", concurrency=" + concurrency + ", prices=" + prices + "]";
    }
}
