package ai.relayme.policybot.outbox;

import ai.relayme.policybot.store.Store;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who does what when, over all nodes: claims, revives what a dead node had claimed, and runs what recurs. */
final class Scheduling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduling.class);
    /** Deliveries at once; each may take two minutes. */
    private static final int THREADS = 8;
    private static final Duration POLL_EVERY = Duration.ofSeconds(5);
    /** A node whose heart has not beaten for four of these is dead, and another one takes over. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MISSED_HEARTBEATS = 4;
    /** After a fault of the database's or ours. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    private final Scheduler scheduler;

    /**
     * Begins.
     *
     * @param deliver delivers the mail of that id and says when to do it again, or nothing once it is concluded
     */
    Scheduling(Store store, InstantSource clock, Function<String, Optional<Instant>> deliver,
            List<RecurringJob> jobs) {
        JdbcCustomization dialect = dialect(store);
        Task<Void> delivery = Tasks.custom(Enqueuer.DELIVER, Void.class)
                .onFailure((complete, operations) -> operations.reschedule(complete,
                        clock.instant().plus(TRY_AGAIN)))
                .execute((instance, context) -> after(deliver.apply(instance.getId())));
        SchedulerBuilder builder = Scheduler.create(store.background(), delivery)
                .startTasks(jobs.stream().map(Scheduling::recurring).toList()).jdbcCustomization(dialect)
                .clock(clock::instant).threads(THREADS).pollingInterval(POLL_EVERY).heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS).enablePriority().shutdownMaxWait(STOP_WITHIN);
        // nodes that share a database skip each other's rows instead of fighting for them
        scheduler = (dialect.supportsGenericLockAndFetch() ? builder.pollUsingLockAndFetch(0.5, 1) : builder).build();
        // a clock that knows the time once goes on without the database, and stopping needs the time
        Instant _ = clock.instant();
        scheduler.start();
    }

    /** How the scheduler talks to that database; its own way to find that out asks the database each time. */
    static JdbcCustomization dialect(Store store) {
        return store.isPostgresql() ? new PostgreSqlJdbcCustomization(false, false) : new SqliteJdbcCustomization();
    }

    private static RecurringTask<Void> recurring(RecurringJob job) {
        return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
                .execute((instance, context) -> job.work().run());
    }

    private static CompletionHandler<Void> after(Optional<Instant> again) {
        return (complete, operations) -> again.ifPresentOrElse(at -> operations.reschedule(complete, at),
                operations::remove);
    }

    /** Has a mail that waits come at that moment; one that somebody has just taken up or sent comes as it comes. */
    void bringForward(String id, Instant at) {
        try {
            scheduler.getScheduledExecution(TaskInstanceId.of(Enqueuer.DELIVER, id))
                    .filter(waiting -> !waiting.isPicked())
                    .ifPresent(waiting -> scheduler.reschedule(waiting.getTaskInstance(), at));
        } catch (TaskInstanceException e) {
            LOG.debug("mail {} was taken up before it could be brought forward", id, e);
        }
    }

    /** Looks for due mail now instead of at the next poll. */
    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
