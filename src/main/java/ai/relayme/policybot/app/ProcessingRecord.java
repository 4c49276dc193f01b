package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.Sessions;
import ai.relayme.policybot.mail.SmtpConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bot stores and passes on under these settings, in Markdown: the bot's part of the record of processing activities
 * that GDPR Article 30 asks for. What the settings cannot tell is left for a person to fill in. It holds no secret.
 */
record ProcessingRecord(Settings settings) {
    private static final String UNTIL_REMOVED = "until you remove it: the bot erases none by itself";

    /** The whole record. */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Record of processing: policy bot");
        lines.add("");
        lines.add("Generated from the settings in force. To be filled in by the controller: name and contact of the "
                + "controller, its representative and data protection officer; the legal basis of each row; transfers to "
                + "third countries and their safeguards.");
        lines.add("");
        lines.add("- address of the bot: " + settings.publicUrl().map(URI::toString).orElse("not set (PUBLIC_URL)"));
        lines.add("- sites that embed it: " + (settings.http().allowedOrigins().isEmpty()
                ? "its own pages only"
                : String.join(", ", settings.http().allowedOrigins().stream().sorted().toList())));
        lines.add("- where it is stored: " + place());
        lines.add("");
        lines.add("## What is stored");
        lines.add("");
        lines.add("| what | of whom | why | how long | tables |");
        lines.add("| --- | --- | --- | --- | --- |");
        stored(lines);
        lines.add("");
        lines.add(addresses() + " Logs name requests by id and hold no question, address or key.");
        lines.add("");
        lines.add("## Who gets it");
        lines.add("");
        lines.add("| who | what |");
        lines.add("| --- | --- |");
        recipients(lines);
        lines.add("");
        lines.add("## How it is protected");
        lines.add("");
        lines.add(
                "Tokens, keys, codes and passwords are kept as keyed or slow hashes. Conversations are shown against their "
                        + "token or key alone, to agents by role with identifiers masked, and what agents do is logged. A right is "
                        + "worked on when a code has proven the address. Erased rows are overwritten in SQLite's file; on PostgreSQL "
                        + "vacuuming and its archives are the operator's. See src/docs/security.md.");
        return String.join("\n", lines) + "\n";
    }

    private String addresses() {
        String counted = settings.http().rateLimit()
                .map(limit -> "are counted in memory to hold them to limits: for " + text(limit.period())
                        + " (RATE_LIMIT), and for an hour where forms are submitted.")
                .orElse("are not counted (RATE_LIMIT is off).");
        return "Addresses that clients connect from " + counted
                + " None is stored but as a keyed hash, where the table says so.";
    }

    private boolean isPostgresql() {
        return !settings.databaseUrl().startsWith("jdbc:sqlite:");
    }

    private String place() {
        if (!isPostgresql()) {
            return "SQLite in " + settings.databaseUrl().substring("jdbc:sqlite:".length());
        }
        // a URL of JDBC's is none of java.net's; and it may carry a password behind its question mark
        URI url = URI.create(settings.databaseUrl().substring("jdbc:".length()).split("\\?", 2)[0]);
        return "PostgreSQL at " + (url.getHost() == null ? "the host of DATABASE_URL" : url.getHost()) + ", and "
                + settings.dataDir();
    }

    private void stored(List<String> lines) {
        row(lines, "questions, answers and why they were given, what is cited, opinions", "visitors",
                "answering; showing later what was answered and why; improving the answers",
                text(settings.retention()) + " (TRANSCRIPT_RETENTION), or until the visitor erases the conversation",
                "conversation, answer, citation, answer_words, answer_index, feedback");
        row(lines, "labels, notes and states of the review", "visitors, agents", "improving the answers",
                "as long as the conversation", "label, note, review, queued");
        row(lines, "rights requests and messages to support: address, name, words, dates and log", "who made them",
                "the laws' duties towards data subjects, and the proof of having met them",
                UNTIL_REMOVED, "case_file, case_right, case_log");
        row(lines, "a copy of the conversation that goes along with one", "who made them", "support's answer",
                "as long as the conversation, and while the case is open: "
                        + text(Retention.remembered(settings.retention()))
                        + " at most; never after the visitor erases the conversation",
                "case_file");
        row(lines, "codes that prove an address, hashed; how many mails an unproven address got", "who made requests",
                "keeping others from making requests in their name", "a day after they end; a day",
                "verification_code, mail_budget");
        row(lines, "mail: text until it is sent or given up, then its recipient and when it went", "who made requests",
                "not losing it", "90 days; what could not be sent until an agent has dealt with it",
                "outbox, scheduled_tasks");
        row(lines, "hashes of idempotency keys", "callers", "answering a repeated request once", "a day",
                "asked, idempotency");
        row(lines, "names, roles and password hashes of agents; links to set one", "agents", "access to the console",
                UNTIL_REMOVED + "; links a day", "agent, setup_link");
        row(lines, "sessions; failed logins by name, by address and by browser, as keyed hashes",
                "agents; whoever tries to log in", "access to the console",
                text(Sessions.LONGEST) + "; 15 minutes", "agent_session, login_failure");
        if (isPostgresql()) {
            row(lines, "addresses that clients connect from and ids of API keys, as keyed hashes",
                    "visitors, developers",
                    "holding them to limits, over all nodes",
                    "until the limit's period has passed without a request: a day at most", "rate_limit");
        }
        row(lines, "what agents did, and to what", "agents", "accountability", UNTIL_REMOVED, "audit_log");
        row(lines, "answers that agents wrote", "agents (as authors)", "answering", UNTIL_REMOVED,
                "correction, correction_passage, correction_revision");
        row(lines, "API keys, hashed, with a name", "developers", "access to the API", UNTIL_REMOVED, "api_key");
        row(lines, "tokens and costs by day and model; keys of the bot's own", "nobody", "operation", UNTIL_REMOVED,
                "relay_usage, secret");
        row(lines, "ids of erased conversations", "visitors", "erasing them again where a backup brings them back",
                text(Retention.remembered(settings.retention())), "the file erasures.log in DATA_DIR");
    }

    private void recipients(List<String> lines) {
        row(lines, "the relay at " + settings.relay().map(relay -> relay.baseUrl().getHost() + ", for "
                + String.join(", ", relay.models())).orElse("no address (none is set)"),
                settings.relay().isPresent()
                        ? "questions of a conversation, with identifiers replaced by placeholders, and passages of the policy"
                        : "nothing");
        row(lines,
                "the mail server at " + settings.mail().smtp().map(SmtpConfig::host).orElse("no address (none is set)"),
                settings.mail().smtp().isPresent()
                        ? "mail to who made requests and to support"
                        : "nothing; mail lies in " + settings.mail().folder() + " until you remove it");
        row(lines, "support at " + settings.supportEmail(),
                "rights requests and messages, once verified or after 24 hours, with the conversation where it was handed over");
        row(lines, "whoever operates the machine, its disks and its backups", "everything that is stored");
    }

    private static void row(List<String> lines, String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    /** Days where it is whole days, else hours, else minutes and seconds as they are written. */
    private static String text(Duration duration) {
        if (duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + (duration.toDays() == 1 ? " day" : " days");
        }
        if (duration.toHours() > 0 && duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + (duration.toHours() == 1 ? " hour" : " hours");
        }
        return duration.toString();
    }
}
