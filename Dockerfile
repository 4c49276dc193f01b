# Build:  docker build -t policybot .
# Run:    docker run --rm -p 8080:8080 --read-only -v policybot:/data --stop-timeout 30 policybot

# --- the jar, and a Java runtime of only the modules it needs ---
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven binutils unzip \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# the dependencies are a layer of their own: they change less often than the code
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY src src
COPY web web
RUN mvn -q -B -Psbom package -DskipTests
RUN jlink --output /jre --strip-debug --no-header-files --no-man-pages --compress zip-6 \
      --add-modules java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
# SQLite's library as a file: the driver would unpack it into a temporary folder at every start
RUN case "$(uname -m)" in aarch64) machine=aarch64 ;; *) machine=x86_64 ;; esac \
 && unzip -q -j target/policybot.jar "org/sqlite/native/Linux/$machine/libsqlitejdbc.so" -d /native

# --- what runs ---
FROM debian:13-slim
RUN groupadd --system --gid 10001 policybot \
 && useradd --system --uid 10001 --gid policybot --home-dir /data --no-create-home policybot \
 && mkdir -m 700 /data && mkdir /app && chown policybot:policybot /data /app
COPY --from=build /jre /opt/jre
COPY --from=build /native /app/native
COPY --from=build /build/target/policybot.jar /build/target/policybot-sbom.json /app/
COPY src/docker/train.sh /app/train.sh
COPY corpus /app/corpus
ENV PATH=/opt/jre/bin:$PATH BIND=0.0.0.0 PORT=8080 CORPUS_DIR=/app/corpus DATA_DIR=/data
USER policybot
WORKDIR /app
# The cache of loaded and linked classes halves the time to start. It is bound to this runtime, this jar and its time of
# change, so it is made here and not in the build stage.
RUN bash /app/train.sh
VOLUME /data
EXPOSE 8080
# answers under way get 25 seconds to end: give the container as long
STOPSIGNAL SIGTERM
# bash opens the connection by itself: no client to install, no second JVM every time
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 2 _ status _ <&3 && [[ $status == 200 ]]"]
# the ready line is the first on standard output: the JVM's own warnings go to standard error; the serial collector holds the least memory; /data is the only place that must be writable
ENTRYPOINT ["java", "-Xlog:disable", "-Xlog:all=error:stderr", "-XX:AOTCache=/app/policybot.aot", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-Djava.io.tmpdir=/data", "-Dorg.sqlite.lib.path=/app/native", "-jar", "/app/policybot.jar"]
# without arguments it serves
CMD []
