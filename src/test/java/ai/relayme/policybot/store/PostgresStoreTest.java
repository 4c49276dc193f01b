package ai.relayme.policybot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
class PostgresStoreTest extends StoreContract {
    private final TestPostgres postgres;

    PostgresStoreTest(TestPostgres postgres) {
        this.postgres = postgres;
    }

    @Override
    String freshUrl() {
        return postgres.freshUrl();
    }

    @Test
    void isOnPostgres() {
        assertThat(store().isPostgresql()).isTrue();
    }

    @Test
    void servesTheWholeBotOnTwoNodes() {
        String url = postgres.emptyUrl();
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
