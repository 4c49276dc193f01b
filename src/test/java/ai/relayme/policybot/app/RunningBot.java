package ai.relayme.policybot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The whole bot, listening, with a data folder of its own. */
public final class RunningBot implements AutoCloseable {
    private final Path data;
    private final PolicyBot bot;
    private final int port;

    private RunningBot(Path data, Map<String, String> environment) throws Exception {
        this.data = data;
        bot = new PolicyBot(Settings.of(Map.of(), environment));
        try {
            port = bot.serve();
        } catch (Exception e) {
            bot.close();
            throw e;
        }
    }

    /** A bot with the shipped corpus, no rate limit, and these settings, given as name, value, name, value. */
    public static RunningBot start(String... settings) {
        try {
            Path data = Files.createTempDirectory("policybot-test");
            Map<String, String> environment = new HashMap<>(
                    Map.of("PORT", "0", "RATE_LIMIT", "off", "DATA_DIR", data.toString()));
            for (int i = 0; i < settings.length; i += 2) {
                environment.put(settings[i], settings[i + 1]);
            }
            return new RunningBot(data, environment);
        } catch (Exception e) {
            throw new IllegalStateException("the bot does not start", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** What links to it begin with. */
    public String publicUrl() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        bot.close();
        try {
            ScratchFolders.delete(data);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
