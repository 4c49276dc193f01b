package ai.relayme.policybot.mail;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for one host, made for a test, and a context that trusts it alone. */
final class TestCertificate {
    private static final String PASSWORD = "only-for-tests";

    private TestCertificate() {}

    /**
     * A context that has and trusts the certificate for that host in the folder, made if there is none.
     *
     * @param san what it is for, such as {@code dns:localhost}
     */
    static SSLContext context(Path folder, String san) throws Exception {
        Path file = folder.resolve("test-" + san.replace(':', '-') + ".p12");
        if (!Files.exists(file)) {
            make(file, san);
        }
        try (InputStream stream = Files.newInputStream(file)) {
            KeyStore store = read(stream);
            return context(store, store);
        }
    }

    private static void make(Path file, String san) throws Exception {
        int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias", "test", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + san, "-validity", "2",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD).inheritIO().start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("no certificate was made");
        }
    }

    /** One that has a certificate for localhost which expired in January 2026, and trusts the authority that signed it. */
    static SSLContext expired() throws Exception {
        try (InputStream stream = Objects
                .requireNonNull(TestCertificate.class.getResourceAsStream("/mail/expired.p12"))) {
            KeyStore store = read(stream);
            // whoever has a certificate trusts it without a look at its dates; the authority alone makes it look
            KeyStore authority = KeyStore.getInstance("PKCS12");
            authority.load(null, null);
            authority.setCertificateEntry("ca", store.getCertificate("ca"));
            return context(store, authority);
        }
    }

    private static KeyStore read(InputStream stream) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(stream, PASSWORD.toCharArray());
        return store;
    }

    private static SSLContext context(KeyStore store, KeyStore trusted) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
