package ai.relayme.policybot.corpus.importing;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A page as it came. */
final class Page {
    private final byte[] bytes;
    private final String mediaType;
    private final @Nullable String charset;
    private final @Nullable URI url;

    /**
     * @param bytes     its content, not changed any more
     * @param mediaType what its server or its file's name says it is, such as {@code text/html}; empty where they do not
     * @param charset   the character set its server named, if it did
     * @param url       where it came from at last, if it was fetched
     */
    Page(byte[] bytes, String mediaType, @Nullable String charset, @Nullable URI url) {
        this.bytes = bytes;
        this.mediaType = mediaType;
        this.charset = charset;
        this.url = url;
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes);
    }

    String mediaType() {
        return mediaType;
    }

    @Nullable
    String charset() {
        return charset;
    }

    @Nullable
    URI url() {
        return url;
    }
}
