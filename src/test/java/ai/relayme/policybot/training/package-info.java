/** Trains the classifiers that come with the program from labelled examples. */
@NullMarked
package ai.relayme.policybot.training;

import org.jspecify.annotations.NullMarked;
