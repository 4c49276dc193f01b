package ai.relayme.policybot.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages and the arrows between them. This table is the picture of the architecture. */
class ArchitectureTest {
    private static final String ROOT = "ai.relayme.policybot";

    /** What each package may use; a package that is missing here may not exist. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(Map.entry("language", Set.of()),
            Map.entry("store", Set.of("files")), Map.entry("hashing", Set.of()), Map.entry("files", Set.of()),
            Map.entry("ratelimit", Set.of("hashing", "store")), Map.entry("agent", Set.of("hashing", "store")),
            Map.entry("console", Set.of("agent", "correction", "language", "redaction", "store", "transcript")),
            Map.entry("correction", Set.of("agent", "corpus", "language", "store", "vectors")),
            Map.entry("publication", Set.of("agent", "check", "corpus", "language")),
            Map.entry("glossary", Set.of("hashing", "language")),
            Map.entry("corpus", Set.of("hashing", "language")),
            Map.entry("corpus.importing", Set.of("corpus", "language")),
            Map.entry("divergence", Set.of("corpus", "glossary", "language")),
            Map.entry("intent", Set.of("glossary", "language")), Map.entry("vectors", Set.of("language")),
            Map.entry("retrieval", Set.of("corpus", "files", "glossary", "hashing", "language", "vectors")),
            Map.entry("redaction", Set.of()), Map.entry("reading", Set.of("language")),
            Map.entry("grounding", Set.of("corpus", "language", "reading")), Map.entry("metrics", Set.of()),
            Map.entry("logging", Set.of()), Map.entry("tracing", Set.of()),
            Map.entry("usage", Set.of("store")), Map.entry("relay", Set.of("corpus", "language", "metrics")),
            Map.entry("answer", Set.of("corpus", "glossary", "intent", "language", "retrieval")),
            Map.entry("receipt", Set.of("answer", "corpus", "hashing", "language", "store", "transcript")),
            Map.entry("transcript", Set.of("files", "language", "store")),
            Map.entry("apikey", Set.of("agent", "hashing", "ratelimit", "store")),
            Map.entry("mail", Set.of("files", "language")), Map.entry("outbox", Set.of("language", "mail", "store")),
            Map.entry("rights", Set.of("agent", "answer", "hashing", "intent", "language", "mail", "outbox", "store",
                    "transcript")),
            Map.entry("conversation",
                    Set.of("answer", "corpus", "correction", "glossary", "grounding", "hashing", "intent", "language",
                            "metrics",
                            "redaction",
                            "relay", "retrieval", "store", "tracing", "transcript", "usage")),
            Map.entry("http.request", Set.of("apikey", "hashing", "language", "ratelimit", "store")),
            Map.entry("http.stream", Set.of("answer", "conversation", "language")),
            Map.entry("http.page", Set.of("corpus", "hashing", "http.request", "http.script", "language", "rights")),
            Map.entry("http",
                    Set.of("answer", "apikey", "conversation", "corpus", "http.page", "http.request", "http.stream",
                            "intent", "language", "mail", "metrics",
                            "outbox", "ratelimit", "receipt", "retrieval", "rights", "store", "tracing",
                            "transcript")),
            Map.entry("http.script", Set.of()),
            Map.entry("http.console",
                    Set.of("agent", "apikey", "check", "console", "corpus", "correction", "http.request", "intent",
                            "language",
                            "outbox",
                            "publication", "ratelimit", "retrieval",
                            "rights")),
            Map.entry("http.chat",
                    Set.of("answer", "conversation", "http", "http.request", "http.stream", "language")),
            Map.entry("http.mcp",
                    Set.of("answer", "apikey", "conversation", "http", "http.request", "language", "retrieval")),
            Map.entry("http.reference", Set.of("http.page", "http.request", "language")),
            Map.entry("evaluation", Set.of("intent", "language")),
            Map.entry("check", Set.of("corpus", "correction", "evaluation", "language")),
            Map.entry("app",
                    Set.of("agent", "answer", "apikey", "check", "console", "conversation", "corpus",
                            "corpus.importing", "correction", "divergence",
                            "evaluation", "files",
                            "glossary", "grounding", "http", "http.chat", "http.console", "http.mcp", "http.reference",
                            "http.request",
                            "intent", "language", "logging",
                            "mail", "metrics",
                            "outbox", "publication",
                            "ratelimit", "reading", "receipt", "redaction", "relay", "retrieval", "rights", "store",
                            "tracing", "transcript",
                            "usage",
                            "vectors")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    private static String name(JavaClass type) {
        String full = type.getPackageName();
        return full.startsWith(ROOT + ".") ? full.substring(ROOT.length() + 1) : "";
    }

    @Test
    void usesWhatTheTableSaysAndNothingElse() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            Set<String> used = found.computeIfAbsent(name(type), name -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = name(dependency.getTargetClass());
                if (!target.isEmpty() && !target.equals(name(type))) {
                    used.add(target);
                }
            }
        }
        assertThat(found).isEqualTo(new TreeMap<>(ARROWS));
    }

    /** Packages within packages too: what uses only what has been taken away is taken away, until nothing is left. */
    @Test
    void hasNoCycles() {
        Map<String, Set<String>> left = new TreeMap<>(ARROWS);
        boolean some = true;
        while (some) {
            some = left.entrySet().removeIf(each -> each.getValue().stream().noneMatch(left::containsKey));
        }
        assertThat(left.keySet()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"io.javalin.., http..", "org.eclipse.jetty.., http..", "jakarta.servlet.., http..",
            "org.apache.lucene.., retrieval", "dev.langchain4j.., relay", "org.flywaydb.., store",
            "com.zaxxer.hikari.., store", "picocli.., app", "com.google.i18n.., redaction",
            "org.commonmark.., corpus..",
            "com.github.benmanes.., ratelimit", "io.github.bucket4j.., ratelimit", "io.micrometer.., metrics",
            "io.prometheus.., none", "io.github.resilience4j.., relay", "jakarta.mail.., mail",
            "org.eclipse.angus.., mail", "org.simplejavamail.., mail", "com.github.kagkarlsson.., outbox",
            "io.modelcontextprotocol.., http.mcp", "reactor.., http.mcp", "org.bouncycastle.., agent",
            "ch.qos.logback.., none", "io.opentelemetry.., tracing", "org.slf4j.simple.., logging",
            "org.slf4j.bridge.., logging"})
    void leavesALibraryToOnePackage(String library, String owner) {
        noClasses().that().resideOutsideOfPackage(ROOT + "." + owner).should().dependOnClassesThat()
                .resideInAPackage(library).allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void leavesTheDatabaseToThePackagesThatKeepThings() {
        noClasses().that()
                .resideOutsideOfPackages(ROOT + ".store", ROOT + ".agent", ROOT + ".console", ROOT + ".correction",
                        ROOT + ".transcript",
                        ROOT + ".apikey", ROOT + ".ratelimit", ROOT + ".usage",
                        ROOT + ".outbox", ROOT + ".rights")
                .should().dependOnClassesThat().resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..")
                .check(CLASSES);
    }

    @Test
    void readsTheEnvironmentAndEndsTheProgramInOnePlace() {
        for (String method : List.of("getenv", "exit")) {
            noClasses().that().resideOutsideOfPackage(ROOT + ".app").should()
                    .callMethodWhere(new DescribedPredicate<>("System." + method) {
                        @Override
                        public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                            return call.getTargetOwner().isEquivalentTo(System.class) && call.getName().equals(method);
                        }
                    }).check(CLASSES);
        }
        noClasses().that().resideOutsideOfPackage(ROOT + ".app").should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void takesTheTimeFromItsClock() {
        noClasses().should().callMethod(java.time.Instant.class, "now").orShould()
                .callMethod(System.class, "currentTimeMillis").orShould().callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void marksEveryPackageForNull() {
        List<String> unmarked = new ArrayList<>();
        for (String name : ARROWS.keySet()) {
            JavaPackage javaPackage = CLASSES.getPackage(ROOT + "." + name);
            if (!javaPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(name);
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void hidesWhatNoOtherPackageNeeds() {
        classes().that().resideInAPackage(ROOT + ".app").and().doNotHaveSimpleName("Main").and().areTopLevelClasses()
                .should().notBePublic().check(CLASSES);
    }
}
