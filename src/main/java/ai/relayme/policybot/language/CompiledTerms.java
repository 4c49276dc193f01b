package ai.relayme.policybot.language;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build puts term files whose terms are cut into words already, and the program finds them. */
public final class CompiledTerms {
    private CompiledTerms() {}

    /**
     * Opens a compiled file that lies beside its owner.
     *
     * @throws IllegalStateException if the build did not make it
     */
    public static DataInputStream open(Class<?> owner, String name) throws IOException {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + name + ": the build makes it (mvn compile)");
            }
            return new DataInputStream(new ByteArrayInputStream(stream.readAllBytes()));
        }
    }

    /**
     * Makes a compiled file beside its owner.
     *
     * @param classes the folder of the program's classes
     */
    public static DataOutputStream create(Path classes, Class<?> owner, String name) throws IOException {
        Path folder = classes.resolve(owner.getPackageName().replace('.', '/'));
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name))));
    }
}
