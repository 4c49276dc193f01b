package ai.relayme.policybot.http.reference;

import ai.relayme.policybot.http.request.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /openapi.json}, {@code /docs} and {@code /llms.txt}; each is made when it is first asked for. */
public final class ReferenceRoutes implements RouteGroup {
    private final Supplier<URI> publicUrl;
    private @Nullable ApiDocument document;
    private @Nullable String page;

    /** @param publicUrl the server that the document names */
    public ReferenceRoutes(Supplier<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/openapi.json", ctx -> write(ctx, "application/json", document().text()));
        routes.get("/docs", ctx -> write(ctx, "text/html; charset=utf-8", page()));
        routes.get("/llms.txt", ctx -> write(ctx, "text/plain; charset=utf-8", LlmsText.of(document())));
    }

    private synchronized ApiDocument document() {
        if (document == null) {
            document = ApiDocument.read(publicUrl.get());
        }
        return document;
    }

    private synchronized String page() {
        if (page == null) {
            page = ReferencePage.of(document());
        }
        return page;
    }

    private static void write(Context ctx, String type, String text) {
        ctx.header("Cache-Control", "no-cache");
        ctx.contentType(type);
        ctx.result(text.getBytes(StandardCharsets.UTF_8));
    }
}
