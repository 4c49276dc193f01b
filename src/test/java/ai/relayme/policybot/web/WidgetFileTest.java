package ai.relayme.policybot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The widget's file as sites load it. */
class WidgetFileTest {
    private static final int MOST = 30 * 1024;

    @Test
    void theWidgetStaysSmall() throws IOException {
        byte[] file;
        try (InputStream in = Objects.requireNonNull(WidgetFileTest.class.getResourceAsStream("/web/widget.js"))) {
            file = in.readAllBytes();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(file);
        }
        System.out.printf("widget.js: %,d bytes, %,d with gzip, of %,d allowed%n", file.length, packed.size(), MOST);
        assertThat(packed.size()).isLessThan(MOST);
    }
}
