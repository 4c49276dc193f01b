/** Golden questions and what asking them shows: reads them, asks them, and reckons the figures that say how good the answers are. */
@NullMarked
package ai.relayme.policybot.evaluation;

import org.jspecify.annotations.NullMarked;
