/** What browsers are shown: the pages of documents, requests and problems, and the files of the widget and the console. */
@NullMarked
package ai.relayme.policybot.http.page;

import org.jspecify.annotations.NullMarked;
