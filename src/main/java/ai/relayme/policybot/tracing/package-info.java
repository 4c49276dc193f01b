/** Where the time of a request goes, as OpenTelemetry's collectors take it; nothing where none is set. The one package that knows OpenTelemetry. */
@NullMarked
package ai.relayme.policybot.tracing;

import org.jspecify.annotations.NullMarked;
