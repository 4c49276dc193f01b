package ai.relayme.policybot.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection that costs its process little: a blocking socket, requests made ready beforehand, replies
 * read and thrown away. It connects when first used, and again after the server has closed it. For one thread.
 */
final class HttpConnection implements AutoCloseable {
    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int READ_MILLISECONDS = 60_000;
    private static final int LONGEST_LINE = 16 * 1024;

    private final InetSocketAddress server;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private @Nullable Socket socket;

    HttpConnection(InetSocketAddress server) {
        this.server = server;
    }

    /** A request for that path with these lines in its head, ready to be sent. */
    static byte[] get(String path, String... headers) {
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A request that posts that JSON to the path, ready to be sent. */
    static byte[] post(String path, byte[] json) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + json.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }

    /**
     * Sends the request and reads its whole reply.
     *
     * @return the reply's status
     * @throws IOException when there is no whole reply; the connection is then closed
     */
    int exchange(byte[] request) throws IOException {
        try {
            Socket open = connected();
            open.getOutputStream().write(request);
            return reply(open.getInputStream());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket connected() throws IOException {
        if (socket == null) {
            Socket fresh = new Socket();
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(READ_MILLISECONDS);
            fresh.connect(server, CONNECT_MILLISECONDS);
            position = 0;
            limit = 0;
            socket = fresh;
        }
        return socket;
    }

    private int reply(InputStream in) throws IOException {
        String statusLine = line(in);
        if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
            throw new ProtocolException("not a status line: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Head head = head(in);
        if (status < 200) {
            return reply(in);
        }
        boolean hasBody = status != 204 && status != 304;
        if (hasBody) {
            skipBody(in, head);
        }
        if (head.closes() || (hasBody && head.isEndedByClosing())) {
            close();
        }
        return status;
    }

    private void skipBody(InputStream in, Head head) throws IOException {
        if (head.chunked()) {
            skipChunks(in);
        } else if (head.isEndedByClosing()) {
            while (fill(in)) {
                position = limit;
            }
        } else {
            skip(in, head.length());
        }
    }

    /** What of a reply's head says where its body ends; a length of -1 is none. */
    private record Head(long length, boolean chunked, boolean closes) {
        boolean isEndedByClosing() {
            return !chunked && length < 0;
        }
    }

    private Head head(InputStream in) throws IOException {
        long length = -1;
        boolean chunked = false;
        boolean closes = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = number(lower.substring("content-length:".length()), 10);
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                closes = lower.contains("close");
            }
        }
        return new Head(length, chunked, closes);
    }

    private void skipChunks(InputStream in) throws IOException {
        for (long size = chunkSize(in); size > 0; size = chunkSize(in)) {
            skip(in, size);
            line(in);
        }
        while (!line(in).isEmpty()) {
            // trailers
        }
    }

    private long chunkSize(InputStream in) throws IOException {
        String line = line(in);
        int extension = line.indexOf(';');
        return number(extension < 0 ? line : line.substring(0, extension), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw new ProtocolException("not a length: " + text);
        }
    }

    private void skip(InputStream in, long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (position == limit && !fill(in)) {
                throw new EOFException("the reply was cut");
            }
            int skipped = (int) Math.min(left, limit - position);
            position += skipped;
            left -= skipped;
        }
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            if (position == limit && !fill(in)) {
                throw new EOFException("the reply was cut");
            }
            char c = (char) (buffer[position++] & 0xff);
            if (c == '\n') {
                return line.toString().stripTrailing();
            }
            line.append(c);
        }
        throw new ProtocolException("a line of the reply's head is too long");
    }

    private boolean fill(InputStream in) throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
