/** The API that chat front ends know, OpenAI's chat completions, with the bot's answers behind it. */
@NullMarked
package ai.relayme.policybot.http.chat;

import org.jspecify.annotations.NullMarked;
