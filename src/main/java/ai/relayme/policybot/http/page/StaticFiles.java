package ai.relayme.policybot.http.page;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.http.script.LeanScript;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code web}, which come with the program: read when they are first asked for, and kept. The library's own
 * handler opens the whole jar as a file system and builds a second server for it, at every start.
 */
public final class StaticFiles implements ResourceHandler {
    /** A site in another encoding that embeds the widget would else read it in its own. */
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml", "map",
            "application/json");

    /** Folders and a file, none of whose names begins with a dot. */
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    /** Of a hash in hexadecimal: 128 bits, so that two versions never have the same tag. */
    private static final int TAG_CHARACTERS = 32;
    private static final String WIDGET = "/widget.js";
    /** Leads from an error in a browser to the line of the source. */
    private static final String WIDGET_MAP = "/widget.js.map";
    /** A site embeds the widget as one file; its readers have one a subject. In this order it compresses best. */
    private static final List<String> WIDGET_PARTS = List.of("begin", "style", "strings", "transport", "colour", "text",
            "handoff", "frame", "passage", "turn", "drawer", "announcer", "state", "feedback", "submission", "formview",
            "build", "menu", "launcher", "desk", "composer", "transcript", "element", "page");

    private final Map<String, File> files = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record File(byte[] bytes, String type, String tag) {}

    @Override
    public boolean addStaticFileConfig(StaticFileConfig config) {
        throw new UnsupportedOperationException("the files of web are all there are");
    }

    @Override
    public Set<RouteRole> resourceRouteRoles(Context ctx) {
        return Set.of();
    }

    @Override
    public boolean canHandle(Context ctx) {
        return file(ctx.path()) != null || file(ctx.path() + '/') != null;
    }

    @Override
    public boolean handle(Context ctx) {
        File file = file(ctx.path());
        if (file == null) {
            return redirectToFolder(ctx);
        }
        ctx.header("ETag", file.tag());
        ctx.header("Cache-Control", "max-age=0");
        // said of an unchanged file too: a browser that is told that a script it has is text/plain runs it no more
        ctx.contentType(file.type());
        if (ctx.path().equals(WIDGET)) {
            // a header costs visitors less than a line of the script, and browsers ask for it when somebody looks
            ctx.header("SourceMap", WIDGET_MAP.substring(1));
        }
        String known = ctx.header("If-None-Match");
        if (known != null && (known.contains(file.tag()) || known.strip().equals("*"))) {
            ctx.status(304);
            return true;
        }
        ctx.result(file.bytes());
        return true;
    }

    /** Relative, since the bot may be reached below a path. */
    private boolean redirectToFolder(Context ctx) {
        String path = ctx.path();
        if (file(path + '/') == null) {
            return false;
        }
        ctx.header("Cache-Control", "no-cache");
        String query = ctx.queryString();
        ctx.redirect(path.substring(path.lastIndexOf('/') + 1) + '/' + (query == null ? "" : '?' + query));
        return true;
    }

    private @Nullable File file(String path) {
        String name = path.endsWith("/") ? path + "index.html" : path;
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        // a part of the widget does nothing alone
        if (type == null || !PATH.matcher(name).matches() || name.startsWith("/widget/")) {
            return null;
        }
        File known = files.get(name);
        if (known != null) {
            return known;
        }
        if (name.equals(WIDGET) || name.equals(WIDGET_MAP)) {
            LeanScript widget = widget();
            return keep(name, type, bytes(name.equals(WIDGET) ? widget.text() : widget.map()));
        }
        byte[] read = read(name);
        if (read == null) {
            return null;
        }
        return keep(name, type, name.endsWith(".js") ? bytes(LeanScript.withoutComments(text(read))) : read);
    }

    private File keep(String name, String type, byte[] bytes) {
        File file = new File(bytes, type, tag(bytes));
        files.put(name, file);
        return file;
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream("/web" + name)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LeanScript widget() {
        List<LeanScript.Source> parts = new ArrayList<>();
        for (String part : WIDGET_PARTS) {
            byte[] bytes = read("/widget/" + part + ".js");
            if (bytes == null) {
                throw new IllegalStateException("missing resource web/widget/" + part + ".js");
            }
            parts.add(new LeanScript.Source("widget/" + part + ".js", text(bytes)));
        }
        return LeanScript.joined(parts);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String tag(byte[] bytes) {
        // a weak one: with and without compression the bytes differ
        return "W/\"" + Sha256.hex(bytes).substring(0, TAG_CHARACTERS) + '"';
    }
}
