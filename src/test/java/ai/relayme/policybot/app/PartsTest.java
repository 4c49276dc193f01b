package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void areClosedFromTheNewestOnAlsoWhereOneCannotBe() {
        Parts parts = new Parts();
        for (String name : List.of("store", "relay", "server")) {
            parts.add(() -> {
                closed.add(name);
                if (!name.equals("store")) {
                    throw new IOException(name + " hangs");
                }
            });
        }
        assertThatIllegalStateException().isThrownBy(parts::close).havingCause().withMessage("server hangs");
        assertThat(closed).containsExactly("server", "relay", "store");
        parts.close();
        assertThat(closed).hasSize(3);
    }
}
