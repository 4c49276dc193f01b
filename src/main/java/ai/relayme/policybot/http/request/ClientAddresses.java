package ai.relayme.policybot.http.request;

import inet.ipaddr.HostName;
import inet.ipaddr.IPAddress;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which client a request comes from, through the proxies that are trusted and no others. */
public final class ClientAddresses {
    /** A household or a phone has a whole /64 of IPv6 to choose from. */
    private static final int IPV6_CLIENT_PREFIX = 64;

    private final List<IPAddress> trusted;

    /** Proxies in these networks are believed about whom they speak for. */
    public ClientAddresses(List<IPAddress> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** The client's network: its IPv4 address, or the /64 of its IPv6 one. */
    public String client(Context ctx) {
        String[] forwarded = String.join(",", ctx.req().getHeader("X-Forwarded-For") == null
                ? List.of()
                : java.util.Collections.list(ctx.req().getHeaders("X-Forwarded-For"))).split(",", -1);
        IPAddress peer = address(ctx.req().getRemoteAddr());
        // each proxy appends whom it was called by: walk back for as long as the caller is a proxy of ours
        for (int i = forwarded.length - 1; i >= 0 && isTrusted(peer); i--) {
            IPAddress before = address(forwarded[i].strip());
            if (before == null) {
                break;
            }
            peer = before;
        }
        if (peer == null) {
            return "unknown";
        }
        return peer.isIPv6() ? peer.toPrefixBlock(IPV6_CLIENT_PREFIX).toCanonicalString() : peer.toCanonicalString();
    }

    private boolean isTrusted(@Nullable IPAddress address) {
        return address != null && trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** An address, or with its port, as some proxies write it. */
    private static @Nullable IPAddress address(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        IPAddress address = new HostName(text).asAddress();
        if (address == null || address.isMultiple()) {
            return null;
        }
        if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
            return address.toIPv6().getEmbeddedIPv4Address();
        }
        return address.withoutPrefixLength();
    }
}
