package ai.relayme.policybot.corpus.importing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets a page from a web address or a file. */
final class PageSource {
    /** 4 MiB: a policy with the whole surroundings of its page is a tenth of that. */
    private static final int LARGEST_PAGE = 4 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([^\\s;\"]+)");

    private final Duration timeout;

    /** @param timeout from asking for a page to its last byte */
    PageSource(Duration timeout) {
        this.timeout = timeout;
    }

    /** The page at that address or in that file. */
    Page get(String source) throws ImportException, InterruptedException {
        return ADDRESS.matcher(source).matches() ? fetch(source) : read(source);
    }

    private Page fetch(String source) throws ImportException, InterruptedException {
        HttpRequest request = request(source);
        // redirects are followed to http and https alone, and never from https to http
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_TIMEOUT).build()) {
            CompletableFuture<HttpResponse<byte[]>> reply = client.sendAsync(request,
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_PAGE));
            try {
                return page(reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                throw new ImportException("the page did not come within " + timeout.toSeconds() + " s");
            } catch (ExecutionException e) {
                throw new ImportException("the page cannot be fetched: no whole reply of at most "
                        + (LARGEST_PAGE >> 20) + " MiB came from its server");
            } finally {
                client.shutdownNow();
            }
        }
    }

    private HttpRequest request(String source) throws ImportException {
        try {
            URI url = new URI(source);
            String scheme = url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return HttpRequest.newBuilder(url).timeout(timeout).header("User-Agent", "policybot-import")
                        .header("Accept", "text/html, text/markdown, text/plain;q=0.9").build();
            }
        } catch (URISyntaxException e) {
            // said below, like any other address that is none
        }
        throw new ImportException("the address must begin with http:// or https:// and name a host");
    }

    private static Page page(HttpResponse<byte[]> reply) throws ImportException {
        if (reply.statusCode() != 200) {
            throw new ImportException("the page's server replied with status " + reply.statusCode());
        }
        String contentType = reply.headers().firstValue("Content-Type").orElse("");
        Matcher charset = CHARSET.matcher(contentType);
        return new Page(reply.body(), contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT),
                charset.find() ? charset.group(1) : null, reply.uri());
    }

    private static Page read(String source) throws ImportException {
        try (InputStream stream = Files.newInputStream(Path.of(source))) {
            byte[] bytes = stream.readNBytes(LARGEST_PAGE + 1);
            if (bytes.length > LARGEST_PAGE) {
                throw new ImportException("the file is larger than " + (LARGEST_PAGE >> 20) + " MiB");
            }
            return new Page(bytes, ofName(source.toLowerCase(Locale.ROOT)), null, null);
        } catch (IOException | InvalidPathException e) {
            throw new ImportException("the file cannot be read: " + source);
        }
    }

    private static String ofName(String name) {
        if (name.endsWith(".md") || name.endsWith(".markdown")) {
            return "text/markdown";
        }
        if (name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml")) {
            return "text/html";
        }
        return name.endsWith(".txt") ? "text/plain" : "";
    }
}
