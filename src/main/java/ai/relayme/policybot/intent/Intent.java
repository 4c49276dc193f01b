package ai.relayme.policybot.intent;

import java.util.List;
import java.util.Optional;

/** What a visitor wants. */
public sealed interface Intent {
    /** The word that stands for it in the transcript. */
    String label();

    /**
     * What a message wants beside rights.
     *
     * @param wanted what, the question about the policies first; never about rights
     * @param first  whether the message says it before them
     */
    record Beside(List<Intent> wanted, boolean first) {
        public Beside {
            wanted = List.copyOf(wanted);
        }
    }

    /**
     * To know what the policies say.
     *
     * @param question what is asked: the message read without disguise, without what it says that it does not want
     */
    record PolicyQuestion(String question) implements Intent {
        @Override
        public String label() {
            return "policy_question";
        }
    }

    /**
     * To use rights, now.
     *
     * @param rights which, in the order of the message; none where it does not say which
     * @param beside what the message asks beside that
     */
    record RightsRequest(List<Right> rights, Optional<Beside> beside) implements Intent {
        public RightsRequest {
            rights = List.copyOf(rights);
        }

        @Override
        public String label() {
            return "rights_request";
        }
    }

    /**
     * To know how rights are used.
     *
     * @param rights which, in the order of the message
     * @param beside what the message asks beside that
     */
    record RightsInformation(List<Right> rights, Optional<Beside> beside) implements Intent {
        public RightsInformation {
            rights = List.copyOf(rights);
        }

        @Override
        public String label() {
            return "rights_information";
        }
    }

    /** To reach a person. */
    record Human() implements Intent {
        @Override
        public String label() {
            return "human";
        }
    }

    /** To be polite, or not to be. */
    record Smalltalk(Talk kind) implements Intent {
        @Override
        public String label() {
            return "smalltalk";
        }
    }

    /** To have something looked up in an account, which the bot cannot. */
    record AccountMatter() implements Intent {
        @Override
        public String label() {
            return "account_matter";
        }
    }

    /** To be advised, which the bot must not. */
    record Advice() implements Intent {
        @Override
        public String label() {
            return "advice";
        }
    }

    /** To have something that has nothing to do with the policies. */
    record OffTopic() implements Intent {
        @Override
        public String label() {
            return "off_topic";
        }
    }

    /** To turn the bot against its purpose, or to get at somebody else's data. */
    record Unsafe() implements Intent {
        @Override
        public String label() {
            return "unsafe";
        }
    }
}
