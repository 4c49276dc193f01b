package ai.relayme.policybot.http.console;

import java.net.URI;

/** The links by which agents choose their passwords. */
public final class SetupLinks {
    private SetupLinks() {}

    /** The link of that token. It stands behind the number sign, so that no proxy and no log of addresses sees it. */
    public static String url(URI publicUrl, String token) {
        return publicUrl + "/console/#setup=" + token;
    }
}
