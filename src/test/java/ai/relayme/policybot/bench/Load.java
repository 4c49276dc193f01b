package ai.relayme.policybot.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Requests sent by several connections, each waiting for its reply before it sends the next. For one run.
 */
final class Load {
    private final InetSocketAddress server;
    private final List<byte[]> requests;
    private final AtomicInteger next = new AtomicInteger();

    /** Sends these requests in turn, from the first again after the last. */
    Load(InetSocketAddress server, List<byte[]> requests) {
        this.server = server;
        this.requests = List.copyOf(requests);
    }

    /**
     * What came back.
     *
     * @param latencies nanoseconds from sending to the whole reply, of replies of status 200, sorted
     * @param others    how many replies had another status; 0 stands for no whole reply
     * @param nanos     how long it took in all
     */
    record Outcome(List<Long> latencies, Map<Integer, Integer> others, long nanos) {
        /** Replies of status 200 in a second. */
        double perSecond() {
            return latencies.size() / (nanos / 1e9);
        }

        /** Milliseconds within which that share, 0 to less than 1, of the replies came; not a number without any. */
        double milliseconds(double share) {
            return latencies.isEmpty() ? Double.NaN : latencies.get((int) (latencies.size() * share)) / 1e6;
        }
    }

    /** Sends until that many seconds are over, as fast as replies come. */
    Outcome forSeconds(int connections, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        return run(connections, 0, () -> System.nanoTime() - end < 0);
    }

    /** Sends until that many seconds are over, from one connection and at most so many requests a second. */
    Outcome forSecondsAtRate(int seconds, int perSecond) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        return run(1, 1_000_000_000L / perSecond, () -> System.nanoTime() - end < 0);
    }

    /** Sends that many requests, as fast as replies come. */
    Outcome count(int connections, int count) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        return run(connections, 0, () -> left.getAndDecrement() > 0);
    }

    private Outcome run(int connections, long interval, BooleanSupplier goesOn) throws InterruptedException {
        long began = System.nanoTime();
        List<Future<Tally>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> send(interval, goesOn)));
            }
        }
        long nanos = System.nanoTime() - began;
        Tally all = new Tally();
        for (Future<Tally> each : running) {
            try {
                all.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a connection of the load broke off", e.getCause());
            }
        }
        return new Outcome(all.sorted(), all.others, nanos);
    }

    private Tally send(long interval, BooleanSupplier goesOn) throws IOException {
        Tally tally = new Tally();
        long due = System.nanoTime();
        try (HttpConnection connection = new HttpConnection(server)) {
            while (goesOn.getAsBoolean()) {
                byte[] request = requests.get(Math.floorMod(next.getAndIncrement(), requests.size()));
                long began = System.nanoTime();
                int status = status(connection, request);
                tally.add(status, System.nanoTime() - began);
                due = Math.max(due + interval, began);
                waitUntil(due);
            }
        }
        return tally;
    }

    private static int status(HttpConnection connection, byte[] request) {
        try {
            return connection.exchange(request);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** What one connection saw. */
    private static final class Tally {
        private final Map<Integer, Integer> others = new TreeMap<>();
        private long[] latencies = new long[1024];
        private int size;

        void add(int status, long nanos) {
            if (status != 200) {
                others.merge(status, 1, Integer::sum);
                return;
            }
            if (size == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * size);
            }
            latencies[size++] = nanos;
        }

        void add(Tally more) {
            more.others.forEach((status, count) -> others.merge(status, count, Integer::sum));
            for (int i = 0; i < more.size; i++) {
                add(200, more.latencies[i]);
            }
        }

        List<Long> sorted() {
            return Arrays.stream(latencies, 0, size).sorted().boxed().toList();
        }
    }
}
