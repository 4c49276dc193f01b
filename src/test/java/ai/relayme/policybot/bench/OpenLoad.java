package ai.relayme.policybot.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests that come whether or not the ones before them were answered: many connections, each of which sends at its own
 * pace, so that a server that is slow gets more of them than it answers. For one run.
 */
final class OpenLoad {
    private static final int REFUSED = 503;

    private final InetSocketAddress server;
    private final List<byte[]> requests;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

    OpenLoad(InetSocketAddress server, List<byte[]> requests) {
        this.server = server;
        this.requests = List.copyOf(requests);
    }

    private record Sample(int status, long nanos) {}

    /**
     * What came back.
     *
     * @param sent    requests a second that were sent
     * @param served  replies of status 200 a second
     * @param answers milliseconds of these replies, sorted
     * @param refusals milliseconds of the replies of status 503, sorted
     * @param others  how many had another status; 0 stands for no whole reply
     */
    record Outcome(double sent, double served, List<Double> answers, List<Double> refusals,
            Map<Integer, Integer> others) {
        /** Milliseconds within which that share of them came; not a number without any. */
        static double quantile(List<Double> sorted, double share) {
            return sorted.isEmpty()
                    ? Double.NaN
                    : sorted.get((int) Math.min(sorted.size() * share, sorted.size() - 1.0));
        }
    }

    /** Sends so many requests a second, over so many connections, for so many seconds. */
    Outcome run(int connections, int perSecond, int seconds) {
        long began = System.nanoTime();
        long interval = connections * 1_000_000_000L / perSecond;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                long first = began + interval * i / connections;
                int number = i;
                threads.execute(() -> send(number, first, interval, began + seconds * 1_000_000_000L));
            }
        }
        double took = (System.nanoTime() - began) / 1e9;
        List<Double> answers = new ArrayList<>();
        List<Double> refusals = new ArrayList<>();
        Map<Integer, Integer> others = new TreeMap<>();
        for (Sample sample : samples) {
            switch (sample.status()) {
                case 200 -> answers.add(sample.nanos() / 1e6);
                case REFUSED -> refusals.add(sample.nanos() / 1e6);
                default -> others.merge(sample.status(), 1, Integer::sum);
            }
        }
        answers.sort(null);
        refusals.sort(null);
        return new Outcome(samples.size() / took, answers.size() / took, List.copyOf(answers), List.copyOf(refusals),
                others);
    }

    private void send(int number, long first, long interval, long end) {
        HttpConnection connection = new HttpConnection(server);
        int next = number;
        for (long due = first; due < end; due = Math.max(due + interval, System.nanoTime())) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long began = System.nanoTime();
            int status;
            try {
                status = connection.exchange(requests.get(next++ % requests.size()));
            } catch (IOException e) {
                status = 0;
            }
            samples.add(new Sample(status, System.nanoTime() - began));
        }
        try {
            connection.close();
        } catch (IOException e) {
            // it is closed then
        }
    }
}
