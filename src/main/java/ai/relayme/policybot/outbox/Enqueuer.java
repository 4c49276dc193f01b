package ai.relayme.policybot.outbox;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
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

    /** @param connection tells which database it is, on the caller's own connection: there may be no other one */
    Enqueuer(Connection connection) {
        dialect = new AutodetectJdbcCustomization(new OneConnection(connection));
    }

    /** Schedules that mail; the highest priority goes first. */
    void schedule(Connection connection, String id, Instant at, int priority) {
        SchedulerClient.Builder.create(new OneConnection(connection), delivery).jdbcCustomization(dialect)
                .enablePriority().build()
                .scheduleIfNotExists(new TaskInstance.Builder<Void>(DELIVER, id).priority(priority).build(), at);
    }
}
