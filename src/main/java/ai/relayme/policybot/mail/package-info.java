/** One mail out: what it says in three languages, its form, and its way by SMTP or into a folder. */
@NullMarked
package ai.relayme.policybot.mail;

import org.jspecify.annotations.NullMarked;
