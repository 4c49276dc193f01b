package ai.relayme.policybot.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.ratelimit.RateLimiter.Decision;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes, each with a limiter of its own, on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedPostgres.class)
class SharedBucketsTest {
    private final TestPostgres postgres;
    private final Store store;
    private final List<RateLimiter> nodes;

    SharedBucketsTest(TestPostgres postgres) {
        this.postgres = postgres;
        this.store = Store.open(postgres.freshUrl());
        this.nodes = List.of(node(store), node(store));
    }

    private static SharedBuckets buckets(Store store) {
        return new SharedBuckets(store, () -> new byte[]{1, 2, 3});
    }

    private static RateLimiter node(Store store) {
        return new RateLimiter("questions", Duration.ofDays(1), Optional.of(buckets(store)));
    }

    @BeforeAll
    void begin() {
        // the first to ask waits for classes to be loaded
        buckets(store).take("begin", new RateLimit(1, Duration.ofSeconds(1)), 1);
    }

    @AfterAll
    void stop() {
        store.close();
    }

    private static List<String> names(Store store) {
        return store.read(handle -> handle.createQuery("select bucket from rate_limit").mapTo(String.class).list());
    }

    @Test
    void admitsTogetherWhatTheLimitSaysAndThenNothing() {
        RateLimit limit = new RateLimit(40, Duration.ofHours(1));
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            admitted += nodes.get(i % 2).take("192.0.2.1", limit).admitted() ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(40);
        for (RateLimiter node : nodes) {
            Decision refused = node.take("192.0.2.1", limit);
            assertThat(refused.admitted()).isFalse();
            assertThat(refused.remaining()).isZero();
            assertThat(refused.untilNext()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
            assertThat(refused.untilFull()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
            assertThat(node.take("192.0.2.2", limit).admitted()).as("another client").isTrue();
        }
        assertThat(names(store)).as("no address in the database").allMatch(bucket -> bucket.matches("[0-9a-f]{32}"));
    }

    @Test
    void admitsTogetherWhatTheLimitSaysHoweverManyAskAtOnce() throws Exception {
        RateLimit limit = new RateLimit(25, Duration.ofHours(1));
        List<Future<Boolean>> asked = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 120; i++) {
                RateLimiter node = nodes.get(i % 2);
                asked.add(callers.submit(() -> node.take("192.0.2.3", limit).admitted()));
            }
        }
        int admitted = 0;
        for (Future<Boolean> one : asked) {
            admitted += one.get() ? 1 : 0;
        }
        assertThat(admitted).isLessThanOrEqualTo(25);
        // what a node took ahead while another request was refused is admitted when asked for
        for (RateLimiter node : nodes) {
            while (node.take("192.0.2.3", limit).admitted()) {
                admitted++;
            }
        }
        assertThat(admitted).isEqualTo(25);
    }

    @Test
    void givesBackEvenlyOverThePeriod() {
        RateLimit limit = new RateLimit(1_000, Duration.ofSeconds(1));
        SharedBuckets buckets = buckets(store);
        assertThat(buckets.take("fast", limit, 1_000).orElseThrow().tokens()).isEqualTo(1_000);
        long later = 0;
        while (later == 0) {
            later = buckets.take("fast", limit, 1_000).orElseThrow().tokens();
        }
        assertThat(later).isBetween(1L, 1_000L);
    }

    @Test
    void keepsNoRowThatSaysNothing() {
        try (Store own = Store.open(postgres.freshUrl())) {
            SharedBuckets buckets = buckets(own);
            RateLimit brief = new RateLimit(1_000_000, Duration.ofSeconds(1));
            for (int i = 0; i < 5; i++) {
                assertThat(buckets.take("brief " + i, brief, 1)).isPresent();
            }
            assertThat(buckets.take("long", new RateLimit(10, Duration.ofDays(1)), 1)).isPresent();
            buckets.forget();
            assertThat(names(own)).hasSize(1);
        }
    }

    @Test
    void countsAloneWhileTheDatabaseDoesNotTell() {
        try (Store broken = Store.open(postgres.freshUrl())) {
            broken.write(handle -> handle.execute("drop table rate_limit"));
            RateLimit limit = new RateLimit(3, Duration.ofHours(1));
            for (RateLimiter node : List.of(node(broken), node(broken))) {
                for (int i = 0; i < 3; i++) {
                    assertThat(node.take("192.0.2.4", limit).admitted()).isTrue();
                }
                assertThat(node.take("192.0.2.4", limit).admitted()).isFalse();
            }
        }
    }
}
