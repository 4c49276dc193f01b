package ai.relayme.policybot.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.answer.Abstention;
import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.console.ConversationFilter.Column;
import ai.relayme.policybot.intent.Intent;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConversationFilterTest {
    /** Whatever an answer can be must be one of the words that lists can be asked for. */
    @Test
    void hasEveryWordThatAnswersHave() {
        assertThat(Column.OUTCOME.words()).containsExactlyInAnyOrderElementsOf(
                Stream.of(Answer.class.getPermittedSubclasses()).map(type -> ((Answer) empty(type)).outcome())
                        .toList());
        assertThat(Column.INTENT.words()).containsExactlyInAnyOrderElementsOf(
                Stream.of(Intent.class.getPermittedSubclasses()).map(type -> ((Intent) empty(type)).label()).toList());
        assertThat(Column.REASON.words())
                .isEqualTo(Stream.of(Abstention.Reason.values()).map(Abstention.Reason::label).toList());
        assertThat(Column.MODE.words()).isEqualTo(Stream.of(Mode.values()).map(Mode::label).toList());
        assertThat(Column.QUEUED_BY.words()).contains("any", "random");
        assertThat(Column.TOPIC.words()).isEmpty();
    }

    /** One with nothing in it, which is enough to tell its word. */
    private static Object empty(Class<?> type) {
        Constructor<?> constructor = List.of(type.getDeclaredConstructors()).getFirst();
        try {
            return constructor.newInstance(Stream.of(constructor.getParameterTypes())
                    .map(parameter -> parameter.equals(List.class) ? List.of() : null).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
