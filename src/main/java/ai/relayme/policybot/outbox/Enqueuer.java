package ai.relayme.policybot.outbox;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.time.Instant;

/** Schedules deliveries in the transactions of those who queue them. */
final class Enqueuer {
    static final String DELIVER = "deliver-mail";

    private final JdbcCustomization dialect;
    private final Task<Void> delivery = Tasks.oneTime(DELIVER).execute((instance, context) -> {
        throw new IllegalStateException("this one only schedules");
    });

    Enqueuer(JdbcCustomization dialect) {
        this.dialect = dialect;
    }

    /** Schedules that mail; the highest priority goes first. */
    void schedule(Connection connection, String id, Instant at, int priority) {
        SchedulerClient.Builder.create(new OneConnection(connection), delivery).jdbcCustomization(dialect)
                .enablePriority().build()
                .scheduleIfNotExists(new TaskInstance.Builder<Void>(DELIVER, id).priority(priority).build(), at);
    }
}
