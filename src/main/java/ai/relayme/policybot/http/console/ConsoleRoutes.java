package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.agent.LoginThrottle;
import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.agent.Sessions;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.console.Analytics;
import ai.relayme.policybot.console.ConversationList;
import ai.relayme.policybot.console.Gaps;
import ai.relayme.policybot.console.Masking;
import ai.relayme.policybot.console.PastQuestions;
import ai.relayme.policybot.console.Reviews;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.correction.ReviewedAnswers;
import ai.relayme.policybot.http.request.ClientAddresses;
import ai.relayme.policybot.http.request.HttpConfig;
import ai.relayme.policybot.http.request.RouteGroup;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.publication.Publication;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.rights.CaseDesk;
import ai.relayme.policybot.rights.CaseList;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the routes of the console. What serves them is made when the first is used: no visitor waits for it. */
public final class ConsoleRoutes implements RouteGroup {
    private final HttpConfig config;
    private final Supplier<URI> publicUrl;
    private final Supplier<Services> services;
    private @Nullable Handlers handlers;

    /** Whoever works in the console, and the keys of developers, which they manage too. */
    public record People(Agents agents, Sessions sessions, LoginThrottle throttle, AuditLog audit, ApiKeys apiKeys) {}

    /** Corrections, what of them is served, and the past questions that they are tried on. */
    public record CorrectionWork(Corrections corrections, ReviewedAnswers reviewed, PastQuestions past,
            LanguageDetector languages) {}

    /** What they work on. */
    public record Work(ConversationList conversations, Reviews reviews, Masking masking, CorrectionWork corrections,
            Publication publication, Gaps gaps, Analytics analytics, CaseList cases, CaseDesk desk, Outbox outbox,
            Supplier<PassageIndex> index) {}

    /**
     * What the console needs.
     *
     * @param work made when the first route is used that takes a role
     */
    public record Services(People people, Supplier<Work> work, InstantSource clock) {}

    /**
     * @param publicUrl how agents reach it
     * @param services  made when the first route is used
     */
    public ConsoleRoutes(HttpConfig config, Supplier<URI> publicUrl, Supplier<Services> services) {
        this.config = config;
        this.publicUrl = publicUrl;
        this.services = services;
    }

    @Override
    public void register(RoutesConfig routes) {
        for (ConsoleRoute route : ConsoleRoute.values()) {
            routes.addEndpoint(new Endpoint(route.method(), route.path(), new Guarded(route)));
        }
    }

    private synchronized Handlers handlers() {
        if (handlers == null) {
            handlers = new Handlers(config, publicUrl, services.get());
        }
        return handlers;
    }

    /** One route, behind its guard. */
    private final class Guarded implements Handler {
        private final ConsoleRoute route;

        Guarded(ConsoleRoute route) {
            this.route = route;
        }

        @Override
        public void handle(Context ctx) throws Exception {
            Handlers made = handlers();
            made.guard.checkOrigin(ctx);
            Role role = route.role();
            if (role == null) {
                made.handle(route, ctx);
            } else {
                made.handle(route, ctx, made.guard.agent(ctx, role));
            }
        }
    }

    /** What serves the routes that agents work with. */
    private record WorkHandlers(ConversationsHandler conversations, RightsHandler rights, InsightHandler insight,
            CorrectionsHandler corrections, PublicationHandler publication) {
        static WorkHandlers of(Work work, People people, InstantSource clock) {
            AuditLog audit = people.audit();
            return new WorkHandlers(
                    new ConversationsHandler(work.conversations(), work.reviews(), work.masking(), people.agents(),
                            audit),
                    new RightsHandler(work.cases(), work.desk(), work.outbox(), work.masking(), audit, clock),
                    new InsightHandler(work.gaps(), work.analytics(), clock),
                    new CorrectionsHandler(work.corrections(), work.index()),
                    new PublicationHandler(work.publication()));
        }
    }

    /** What serves the routes. */
    private static final class Handlers {
        private final Guard guard;
        private final SessionHandler sessions;
        private final AgentsHandler agents;
        private final ApiKeysHandler apiKeys;
        private final Services services;
        private @Nullable WorkHandlers work;

        Handlers(HttpConfig config, Supplier<URI> publicUrl, Services services) {
            Cookies cookies = new Cookies(config.secure());
            People people = services.people();
            this.services = services;
            guard = new Guard(people.sessions(), cookies, publicUrl);
            sessions = new SessionHandler(people.agents(), people.sessions(), people.throttle(),
                    new ClientAddresses(config.trustedProxies()), cookies);
            agents = new AgentsHandler(people.agents(), people.audit(), publicUrl);
            apiKeys = new ApiKeysHandler(people.apiKeys());
        }

        private synchronized WorkHandlers work() {
            if (work == null) {
                work = WorkHandlers.of(services.work().get(), services.people(), services.clock());
            }
            return work;
        }

        void handle(ConsoleRoute route, Context ctx) {
            if (route == ConsoleRoute.BEGIN_SESSION) {
                sessions.begin(ctx);
            } else {
                sessions.choosePassword(ctx);
            }
        }

        void handle(ConsoleRoute route, Context ctx, Agent agent) throws IOException {
            switch (route) {
                case BEGIN_SESSION, CHOOSE_PASSWORD -> handle(route, ctx);
                case SHOW_SESSION -> sessions.show(ctx, agent);
                case END_SESSION -> sessions.end(ctx, agent);
                case LIST_AGENTS -> agents.list(ctx);
                case ADD_AGENT -> agents.add(ctx, agent);
                case CHANGE_AGENT -> agents.change(ctx, agent);
                case LINK_AGENT -> agents.link(ctx, agent);
                case LIST_API_KEYS -> apiKeys.list(ctx);
                case ADD_API_KEY -> apiKeys.add(ctx, agent);
                case REVOKE_API_KEY -> apiKeys.revoke(ctx, agent);
                case LIST_AUDIT -> agents.audit(ctx);
                case LIST_CONVERSATIONS -> work().conversations().list(ctx);
                case EXPORT_CONVERSATIONS -> work().conversations().export(ctx, agent);
                case SHOW_CONVERSATION -> work().conversations().show(ctx);
                case REVEAL_CONVERSATION -> work().conversations().reveal(ctx, agent);
                case CHANGE_REVIEW -> work().conversations().change(ctx, agent);
                case ADD_NOTE -> work().conversations().note(ctx, agent);
                case CHANGE_LABEL -> work().conversations().label(ctx, agent);
                case LIST_RIGHTS_REQUESTS -> work().rights().list(ctx);
                case SHOW_RIGHTS_REQUEST -> work().rights().show(ctx);
                case REVEAL_RIGHTS_REQUEST -> work().rights().reveal(ctx, agent);
                case CHANGE_RIGHTS_REQUEST -> work().rights().change(ctx, agent);
                case RESEND_MAIL -> work().rights().resend(ctx, agent);
                case LIST_GAPS -> work().insight().gaps(ctx);
                case SHOW_ANALYTICS -> work().insight().analytics(ctx);
                case LIST_CORRECTIONS -> work().corrections().list(ctx);
                case SHOW_CORRECTION -> work().corrections().show(ctx);
                case ADD_CORRECTION -> work().corrections().add(ctx, agent);
                case APPROVE_CORRECTION -> work().corrections().approve(ctx, agent);
                case TRY_CORRECTION -> work().corrections().trial(ctx);
                case SHOW_PUBLICATION -> work().publication().show(ctx);
                case STAGE_DOCUMENT -> work().publication().stage(ctx, agent);
                case CHECK_STAGED -> work().publication().check(ctx);
                case PUBLISH_STAGED -> work().publication().publish(ctx, agent);
                case DISCARD_STAGED -> work().publication().discard(ctx, agent);
                case RETIRE_CORRECTION -> work().corrections().retire(ctx, agent);
            }
        }
    }
}
