package ai.relayme.policybot.logging;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPMDCAdapter;

/**
 * What each thread is at. Unlike SLF4J's own, no thread inherits it: threads of a pool are made by some request and serve
 * all that come after.
 */
final class ThreadContext extends NOPMDCAdapter {
    private final ThreadLocal<Map<String, String>> values = ThreadLocal.withInitial(HashMap::new);

    @Override
    public void put(String key, @Nullable String value) {
        values.get().put(key, String.valueOf(value));
    }

    @Override
    public @Nullable String get(String key) {
        return values.get().get(key);
    }

    @Override
    public void remove(String key) {
        values.get().remove(key);
    }

    @Override
    public void clear() {
        values.remove();
    }

    @Override
    public Map<String, String> getCopyOfContextMap() {
        return Map.copyOf(values.get());
    }

    @Override
    public void setContextMap(Map<String, String> contextMap) {
        values.set(new HashMap<>(contextMap));
    }
}
