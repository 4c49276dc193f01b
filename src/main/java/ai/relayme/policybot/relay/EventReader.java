package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Reads a response's body as server-sent events, or whole, within limits of time and size. */
final class EventReader {
    /** A chunk of an answer takes some hundred bytes; 64 KiB in one event is no answer that anyone waits for. */
    private static final int MOST_EVENT_BYTES = 64 * 1024;
    /** An answer of the largest size in deltas of one byte each, every one in its JSON, stays below. */
    private static final int MOST_BODY_BYTES = 8 * 1024 * 1024;

    /**
     * An event of the stream.
     *
     * @param name its type, empty where it has none
     * @param data its data lines, joined by line feeds
     */
    record Event(String name, String data) {}

    private final TimedBody body;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int total;
    private boolean afterReturn;
    private boolean ended;

    EventReader(TimedBody body) {
        this.body = body;
    }

    /** The next event with data, nothing at the end of the stream. Comments do not put the deadline off. */
    Optional<Event> next(Deadline deadline) throws RelayException, InterruptedException {
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean hasData = false;
        while (readLine(deadline)) {
            String read = line.toString(StandardCharsets.UTF_8);
            if (read.isEmpty() && hasData) {
                return Optional.of(new Event(name, data.toString()));
            }
            if (read.isEmpty()) {
                name = "";
            } else if (read.startsWith("data:")) {
                data.append(hasData ? "\n" : "").append(valueOf(read));
                hasData = true;
                require(data.length() <= MOST_EVENT_BYTES);
            } else if (read.startsWith("event:")) {
                name = valueOf(read);
            }
        }
        // the blank line after the last event is often left out
        return hasData ? Optional.of(new Event(name, data.toString())) : Optional.empty();
    }

    /** All that is left, as one text. */
    String rest(Deadline deadline) throws RelayException, InterruptedException {
        StringBuilder text = new StringBuilder();
        while (readLine(deadline)) {
            text.append(line.toString(StandardCharsets.UTF_8)).append('\n');
            require(text.length() <= MOST_EVENT_BYTES);
        }
        return text.toString();
    }

    private static String valueOf(String field) {
        String value = field.substring(field.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /** Reads up to the end of a line, which is LF, CR LF or CR; false where there is none any more. */
    private boolean readLine(Deadline deadline) throws RelayException, InterruptedException {
        line.reset();
        while (!ended) {
            int read = readByte(deadline);
            if (read < 0) {
                ended = true;
                return line.size() > 0;
            }
            boolean secondOfTwo = afterReturn && read == '\n';
            afterReturn = read == '\r';
            if (secondOfTwo) {
                continue;
            }
            if (read == '\n' || read == '\r') {
                return true;
            }
            line.write(read);
            require(line.size() <= MOST_EVENT_BYTES);
        }
        return false;
    }

    private int readByte(Deadline deadline) throws RelayException, InterruptedException {
        try {
            total++;
            require(total <= MOST_BODY_BYTES);
            return body.read(deadline);
        } catch (TimeoutException _) {
            throw new RelayException(Reason.TIMEOUT, "the stream stalled, or its time was up");
        } catch (IOException _) {
            throw new RelayException(Reason.TRUNCATED, "the stream was cut off");
        }
    }

    private static void require(boolean withinLimits) throws RelayException {
        if (!withinLimits) {
            throw new RelayException(Reason.TOO_LONG, "the stream is larger than an answer can be");
        }
    }
}
