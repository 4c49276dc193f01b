/** The policy documents as data: reads the corpus folder, numbers its passages, digests its files and takes up a changed folder. */
@NullMarked
package ai.relayme.policybot.corpus;

import org.jspecify.annotations.NullMarked;
