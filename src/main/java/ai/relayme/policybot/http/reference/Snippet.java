package ai.relayme.policybot.http.reference;

import java.net.URI;

/** A program that asks the bot, to be copied. */
enum Snippet {
    CURL("curl", "ask.sh"), JAVASCRIPT("JavaScript", "ask.mjs"), JAVA("Java", "Ask.java"), PYTHON("Python", "ask.py");

    private final String title;
    private final String file;

    Snippet(String title, String file) {
        this.title = title;
        this.file = file;
    }

    /** The language, as people call it. */
    String title() {
        return title;
    }

    /** The name of its file. */
    String file() {
        return file;
    }

    /** Its text, which asks that server. */
    String text(URI publicUrl) {
        return ApiDocument.resource(file, publicUrl);
    }
}
