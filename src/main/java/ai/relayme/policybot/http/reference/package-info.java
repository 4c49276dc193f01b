/** What developers read: the OpenAPI document, the page made from it, and the text for language models. */
@NullMarked
package ai.relayme.policybot.http.reference;

import org.jspecify.annotations.NullMarked;
