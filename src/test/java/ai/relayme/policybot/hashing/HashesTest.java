package ai.relayme.policybot.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Databases keep these hashes: they must never come out otherwise. */
class HashesTest {
    @Test
    void hashesAsFips180Does() {
        assertThat(Sha256.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .isEqualTo(Sha256.hex("abc".getBytes(StandardCharsets.UTF_8)));
        assertThat(Sha256.hex("政策")).isEqualTo(Sha256.hex("政策".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hashesUnderASecretAsRfc4231Does() {
        KeyedHash hash = new KeyedHash("Jefe".getBytes(StandardCharsets.UTF_8));
        String text = "what do ya want for nothing?";
        assertThat(hash.hex(text)).isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hash.base64(text)).isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
        assertThat(KeyedHash.same(hash.hex(text), hash.hex(text))).isTrue();
        assertThat(KeyedHash.same(hash.hex(text), hash.hex("another"))).isFalse();
    }
}
