package ai.relayme.policybot.mail;

import ai.relayme.policybot.language.Language;

/**
 * What a mail says.
 *
 * @param language language it is written in
 * @param subject  its subject, one line
 * @param text     its plain text
 * @param html     the same as HTML
 */
public record Letter(Language language, String subject, String text, String html) {}
