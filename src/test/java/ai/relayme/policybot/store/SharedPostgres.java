package ai.relayme.policybot.store;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every class that asks for one the same PostgreSQL: each makes databases of its own there. */
public final class SharedPostgres implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestPostgres.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // the store of the run: what it holds is closed when all tests are done
        return context.getRoot().getStore(Namespace.create(SharedPostgres.class)).computeIfAbsent(TestPostgres.class,
                key -> TestPostgres.startHasty(), TestPostgres.class);
    }
}
