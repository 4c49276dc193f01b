package ai.relayme.policybot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends StoreContract {
    private final EmbeddedPostgres postgres = start();
    private final AtomicInteger databases = new AtomicInteger();

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    @BeforeAll
    void isPostgres() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
        }
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    @Override
    String freshUrl() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return postgres.getJdbcUrl("postgres", name);
    }

    @Test
    void servesTheWholeBotOnTwoNodes() throws SQLException {
        String url = freshUrl();
        try (TestBot one = TestBot.start("DATABASE_URL", url); TestBot two = TestBot.start("DATABASE_URL", url)) {
            ObjectNode first = one.ask("你們會否出售我的個人資料？😀");
            ObjectNode second = two.goOn(first, "API?");
            assertThat(second.path("conversation_id")).isEqualTo(first.path("conversation_id"));
            assertThat(second.path("language").asText()).isEqualTo("zh-Hant");
            assertThat(one.rows()).containsEntry("conversation", 1).containsEntry("answer", 2);
            assertThat(two.stored(first.path("id").asText(), "question")).endsWith("😀");
            String key = one.apiKey("developer");
            assertThat(two.ask(TestBot.question("hello"), "Authorization", "Bearer " + key).path("outcome").asText())
                    .isEqualTo("smalltalk");
        }
    }

    @Test
    void refusesAServerThatIsNotThere() {
        assertThatThrownBy(() -> Store.open("jdbc:postgresql://127.0.0.1:9/none?user=u&password=secret-word"))
                .isInstanceOf(StoreException.class).hasMessageNotContaining("secret-word");
    }
}
