package ai.relayme.policybot.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which questions two cores take. */
class AdmissionTest {
    private static final Duration CALM = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Admission admission = new Admission(2, now::get);

    /** How many of so many that come while none is being worked on yet are taken. */
    private long taken(int coming) {
        return IntStream.range(0, coming).filter(admission::admits).count();
    }

    private void refuseOne() {
        assertThat(admission.admits(5_000)).isFalse();
    }

    @Test
    void takesAThousandWhoComeAtOneMoment() {
        assertThat(taken(1_000)).isEqualTo(1_000);
        assertThat(admission.isRefusing()).isFalse();
    }

    @Test
    void takesOnlyAShortQueueOnceItHasRefusedOne() {
        refuseOne();
        assertThat(admission.isRefusing()).isTrue();
        assertThat(taken(1_000)).isEqualTo(120);
    }

    @Test
    void takesABurstAgainWhenNothingHasBeenRefusedForAWhile() {
        refuseOne();
        now.addAndGet(CALM.toNanos() - 1);
        assertThat(admission.admits(1_000)).as("each refusal begins the time anew").isFalse();
        now.addAndGet(CALM.toNanos() - 1);
        assertThat(admission.isRefusing()).isTrue();
        now.incrementAndGet();
        assertThat(admission.isRefusing()).isFalse();
        assertThat(taken(1_000)).isEqualTo(1_000);
    }

    @Test
    void countsWhatIsWorkedOnButNotWhatWaitsForSomebodyElse() {
        refuseOne();
        boolean meanwhile = admission.counted(() -> {
            assertThat(admission.admits(119)).isFalse();
            return admission.<Boolean>aside(() -> admission.admits(119));
        });
        assertThat(meanwhile).isTrue();
        assertThat(admission.admits(119)).as("it is done").isTrue();
    }

    @Test
    void countsNoLongerWhatFailed() {
        refuseOne();
        assertThatThrownBy(() -> admission.counted(() -> admission.aside(() -> {
            throw new IllegalStateException("the model is gone");
        }))).isInstanceOf(IllegalStateException.class);
        assertThat(taken(1_000)).isEqualTo(120);
    }
}
