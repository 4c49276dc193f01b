package ai.relayme.policybot.http;

import ai.relayme.policybot.language.Language;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** {@code GET /problems/…}: what each type of problem means and what mends it, where its {@code type} points to. */
final class ProblemPages {
    void register(RoutesConfig routes) {
        routes.get("/problems/{slug}", ProblemPages::page);
    }

    private static void page(Context ctx) {
        ProblemType type = ProblemType.ofSlug(ctx.pathParam("slug"))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, ProblemType.NOT_FOUND.remedy()));
        Page page = new Page(Language.EN, type.title() + " · RelayMe", "/document.css");
        page.main().appendElement("header").appendElement("h1").text(type.title());
        page.main().appendElement("p").text("Status " + type.status() + ". " + type.remedy());
        ctx.contentType("text/html; charset=utf-8");
        ctx.result(page.html().getBytes(StandardCharsets.UTF_8));
    }
}
