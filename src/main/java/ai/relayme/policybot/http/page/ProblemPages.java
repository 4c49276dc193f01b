package ai.relayme.policybot.http.page;

import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.language.Language;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** {@code GET /problems/…}: what each type of problem means and what mends it, where its {@code type} points to. */
public final class ProblemPages {
    private final ProblemWords words = new ProblemWords();
    private final Supplier<URI> publicUrl;

    /** @param publicUrl how visitors reach the bot, known at the latest when the first request comes */
    public ProblemPages(Supplier<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Serves the pages. */
    public void register(RoutesConfig routes) {
        routes.get("/problems/{slug}", this::page);
    }

    private void page(Context ctx) {
        ProblemType type = ProblemType.ofSlug(ctx.pathParam("slug"))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, ProblemType.NOT_FOUND.remedy()));
        Language language = AcceptedLanguage.chosen(ctx);
        Page page = new Page(language, words.title(type, language), publicUrl.get().getPath());
        Page.Links languages = page.links(PageTexts.of(language).languages());
        Page.LANGUAGES.forEach(other -> languages.add("/problems/" + type.slug(), other, PageTexts.nameOf(other),
                other == language));
        page.main().appendElement("p").addClass("version").text(words.status(type, language));
        page.main().appendElement("section").appendElement("p").text(words.remedy(type, language));
        ctx.header("Cache-Control", "no-cache");
        // beside what every reply varies by
        ctx.res().addHeader("Vary", "Accept-Language");
        ctx.contentType("text/html; charset=utf-8");
        ctx.result(page.html().getBytes(StandardCharsets.UTF_8));
    }
}
