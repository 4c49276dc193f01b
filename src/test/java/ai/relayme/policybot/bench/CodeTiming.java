package ai.relayme.policybot.bench;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the time of a reply tells somebody who guesses codes anything. Kinds of guesses that get the same reply are sent in
 * random order over one connection; for each pair of kinds the difference of their medians is printed with its 95 %
 * interval (bootstrap), which should hold zero. So are requests whose code is sent and such whose address has had its mails for
 * the day. Argument: how many requests are opened, each of which takes nine guesses and two more requests.
 */
final class CodeTiming {
    private static final int RESAMPLES = 2_000;
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    private final Map<String, List<Long>> took = new LinkedHashMap<>();
    private final Random random = new Random(5);
    private final HttpConnection connection;

    private CodeTiming(HttpConnection connection) {
        this.connection = connection;
    }

    public static void main(String[] arguments) throws IOException {
        try (TestBot bot = TestBot.start();
                Store store = Store.open("jdbc:sqlite:" + bot.data().resolve("policybot.db"));
                HttpConnection connection = new HttpConnection(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), bot.port()))) {
            CodeTiming timing = new CodeTiming(connection);
            int cases = Integer.parseInt(arguments[0]);
            for (int i = 0; i < cases; i++) {
                if (i == cases / 10) {
                    // by now what guesses go through is compiled
                    timing.took.clear();
                }
                String reference = open(bot, "person-" + i + "@example.com");
                Matcher code = CODE.matcher(store.read(handle -> handle
                        .createQuery("select body_text from outbox where reference = :reference")
                        .bind("reference", reference).mapTo(String.class).one()));
                if (!code.find()) {
                    throw new IllegalStateException("no code in the mail");
                }
                timing.guess(reference, code.group(1));
                timing.open(i);
            }
            timing.print("no digit right", "five digits right");
            timing.print("locked: wrong", "locked: right");
            timing.print("code sent", "code withheld");
        }
    }

    private static String open(TestBot bot, String email) {
        return TestBot.json(bot.post("/rights-requests", "{\"right\":\"access\",\"email\":\"" + email + "\"}"))
                .path("reference").asText();
    }

    private void guess(String reference, String code) throws IOException {
        StringBuilder far = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            far.append((code.charAt(i) - '0' + 1 + random.nextInt(9)) % 10);
        }
        String near = code.substring(0, 5) + far.charAt(5);
        List<String> tries = new ArrayList<>(List.of("no digit right", "five digits right", "no digit right",
                "five digits right"));
        Collections.shuffle(tries, random);
        for (String kind : tries) {
            send(kind, reference, kind.startsWith("five") ? near : far.toString());
        }
        send("the fifth", reference, far.toString());
        List<String> locked = new ArrayList<>(List.of("locked: wrong", "locked: right", "locked: wrong",
                "locked: right"));
        Collections.shuffle(locked, random);
        for (String kind : locked) {
            send(kind, reference, kind.endsWith("right") ? code : far.toString());
        }
    }

    /** One address of the two has been named more often today than it gets mails; all addresses are of one length. */
    private void open(int number) throws IOException {
        List<String> kinds = new ArrayList<>(List.of("code sent", "code withheld"));
        Collections.shuffle(kinds, random);
        for (String kind : kinds) {
            String email = String.format(Locale.ROOT, "%06d@example.org", kind.equals("code sent") ? number + 1 : 0);
            // the first three to the other address are sent as well, and fall to the warming up
            time(kind, "/rights-requests", "{\"right\":\"access\",\"email\":\"" + email + "\"}", 202);
        }
    }

    private void send(String kind, String reference, String code) throws IOException {
        time(kind, "/rights-requests/" + reference + "/verify", "{\"code\":\"" + code + "\"}",
                kind.startsWith("locked") ? 429 : 400);
    }

    private void time(String kind, String path, String body, int expected) throws IOException {
        byte[] request = HttpConnection.post(path, body.getBytes(StandardCharsets.UTF_8));
        long began = System.nanoTime();
        int status = connection.exchange(request);
        long nanos = System.nanoTime() - began;
        if (status != expected) {
            throw new IllegalStateException(kind + ": " + status);
        }
        took.computeIfAbsent(kind, made -> new ArrayList<>()).add(nanos);
    }

    private void print(String one, String other) {
        long[] first = sorted(one);
        long[] second = sorted(other);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            differences[i] = (median(resampled(second)) - median(resampled(first))) / 1e3;
        }
        Arrays.sort(differences);
        System.out.printf(Locale.ROOT,
                "%-18s %6d times, median %8.1f us | %-18s %6d, %8.1f us | difference %+.1f us, 95 %% from %+.1f to %+.1f%n",
                one, first.length, median(first) / 1e3, other, second.length, median(second) / 1e3,
                (median(second) - median(first)) / 1e3, differences[RESAMPLES / 40],
                differences[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    private long[] sorted(String kind) {
        return took.getOrDefault(kind, List.of()).stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private long[] resampled(long[] sample) {
        long[] drawn = new long[sample.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = sample[random.nextInt(sample.length)];
        }
        Arrays.sort(drawn);
        return drawn;
    }

    private static double median(long[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }
}
