import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

public class Ask {
    public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:8080/ask"))
                .header("Content-Type", "application/json")
                .header("Accept", "text/plain") // application/json for an answer to parse
                .POST(BodyPublishers.ofString("{\"question\": \"Do you sell my personal data?\"}"))
                .build();
        HttpResponse<String> reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new IllegalStateException(reply.body());
        }
        System.out.println(reply.body());
    }
}
