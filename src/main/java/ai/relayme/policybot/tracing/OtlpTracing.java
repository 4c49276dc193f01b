package ai.relayme.policybot.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends spans in batches, beside the work; a collector that is away costs nothing but the spans. */
final class OtlpTracing implements Tracing {
    private static final String ERROR_TYPE = "error.type";
    private static final long LAST_BATCH_SECONDS = 5;
    private static final TextMapGetter<Map<String, String>> HEADERS = (headers, name) -> headers == null
            ? null
            : headers.get(name);

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Clock clock = Clock.systemUTC();

    OtlpTracing(URI endpoint, String version) {
        String traces = endpoint.toString().replaceAll("/+$", "") + "/v1/traces";
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder().setEndpoint(traces)
                .setMeterProvider(MeterProvider.noop()).build();
        provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).setMeterProvider(MeterProvider.noop()).build())
                .setResource(Resource.getDefault().merge(Resource.create(
                        Attributes.builder().put("service.name", "policybot").put("service.version", version).build())))
                .build();
        tracer = provider.get("ai.relayme.policybot", version);
    }

    @Override
    public Span serve(String name, @Nullable String traceparent, @Nullable String tracestate) {
        Map<String, String> headers = new HashMap<>();
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        if (tracestate != null) {
            headers.put("tracestate", tracestate);
        }
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
        return new Open(tracer.spanBuilder(name).setParent(caller).setSpanKind(SpanKind.SERVER).startSpan());
    }

    @Override
    public Span begin(String name) {
        return new Open(tracer.spanBuilder(name).startSpan());
    }

    @Override
    public void called(String name, Duration took, Map<String, String> words, Map<String, Long> numbers,
            @Nullable String failure) {
        Instant now = clock.instant();
        io.opentelemetry.api.trace.Span span = tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(now.minus(took)).startSpan();
        words.forEach(span::setAttribute);
        numbers.forEach(span::setAttribute);
        if (failure != null) {
            span.setAttribute(ERROR_TYPE, failure).setStatus(StatusCode.ERROR);
        }
        span.end(now);
    }

    @Override
    public void close() {
        provider.shutdown().join(LAST_BATCH_SECONDS, TimeUnit.SECONDS);
    }

    /** A span that the thread is at. */
    private static final class Open implements Span {
        private final io.opentelemetry.api.trace.Span span;
        private final Scope scope;

        @SuppressWarnings("MustBeClosedChecker") // it is closed with the span
        Open(io.opentelemetry.api.trace.Span span) {
            this.span = span;
            this.scope = span.makeCurrent();
        }

        @Override
        public void rename(String name) {
            span.updateName(name);
        }

        @Override
        public void set(String attribute, String value) {
            span.setAttribute(attribute, value);
        }

        @Override
        public void set(String attribute, long value) {
            span.setAttribute(attribute, value);
        }

        @Override
        public void fail(String type) {
            span.setAttribute(ERROR_TYPE, type).setStatus(StatusCode.ERROR);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
